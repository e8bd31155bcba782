// Returns a text box's content as a stream of bytes, so that it is neither limited to the size of a SignalR message nor kept in the circuit.
// An empty text box has no stream, because .NET does not accept an empty one. A missing text box returns null.
export function read(box) {
  return box && { text: box.value ? DotNet.createJSStreamReference(new TextEncoder().encode(box.value)) : null };
}
