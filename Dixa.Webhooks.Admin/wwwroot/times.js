// Keeps the text of relative times current. TimeText.Ago writes the same text first.
(() => {
  const units = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [10, 's']];

  const textOf = (milliseconds) => {
    const seconds = Math.abs(milliseconds) / 1000;
    const [length, name] = units.find(([least]) => seconds >= least) ?? [];
    const amount = length && `${Math.floor(seconds / (name === 's' ? 1 : length))} ${name}`;
    return milliseconds < 0 ? (amount ? `in ${amount}` : 'now') : (amount ? `${amount} ago` : 'just now');
  };

  setInterval(() => {
    if (document.hidden) {
      return;
    }
    for (const element of document.querySelectorAll('[data-ago]')) {
      // Blazor keeps a reference to the text node, so change the node and not the element.
      const [node, text] = [element.firstChild, textOf(Date.now() - Date.parse(element.dataset.ago))];
      if (node && node.nodeValue !== text) {
        node.nodeValue = text;
      }
    }
  }, 5000);
})();
