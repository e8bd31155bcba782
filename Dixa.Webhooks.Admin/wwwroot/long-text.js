// What a text box holds, as bytes: neither is it cut at what one message holds, nor does it wait in the page's state.
// An empty box hands over no stream: the other end takes none without a byte in it.
// Without a box there is nothing to tell.
export function read(box) {
  return box && { text: box.value ? DotNet.createJSStreamReference(new TextEncoder().encode(box.value)) : null };
}
