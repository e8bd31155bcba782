// Searches the text of a block. Matches are marked without changing the elements, which belong to Blazor.
const maxMatches = 10_000;
const all = new Set();

// Every finder on the page has its own matches, but the names of highlights are shared.
function mark() {
  if (!window.Highlight) {
    return;
  }
  const shown = [...all].filter((finder) => finder.block.isConnected || !all.delete(finder));
  CSS.highlights.set('match', new Highlight(...shown.flatMap((finder) => finder.matches)));
  CSS.highlights.set('current-match', new Highlight(...shown.flatMap((finder) => finder.matches[finder.current] ?? [])));
}

function rangesOf(block, text) {
  const wanted = text.toLowerCase();
  const ranges = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (wanted && ranges.length < maxMatches && walker.nextNode()) {
    const node = walker.currentNode;
    // Lower case can have another length than the text. Such characters are rare, so only then compare case.
    const lower = node.data.toLowerCase();
    const [there, what] = lower.length === node.data.length ? [lower, wanted] : [node.data, text];
    for (let at = there.indexOf(what); at >= 0 && ranges.length < maxMatches; at = there.indexOf(what, at + what.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + what.length);
      ranges.push(range);
    }
  }
  return ranges;
}

export function watch(element) {
  const field = (name) => element.querySelector(`[data-find="${name}"]`);
  const [input, count] = [field('text'), field('count')];
  const findable = element.closest('.findable');
  const finder = { block: findable, matches: [], current: -1 };
  all.add(finder);

  const write = (text) => {
    if (count.textContent !== text) {
      count.textContent = text;
    }
  };

  const show = () => {
    const { matches, current } = finder;
    const total = matches.length === maxMatches ? `${maxMatches}+` : matches.length;
    write(input.value === '' ? '' : matches.length === 0 ? 'No match' : `${current + 1} of ${total}`);
    mark();
  };

  const reveal = () => {
    const range = finder.matches[finder.current];
    for (let parent = range?.startContainer.parentElement; parent && parent !== findable; parent = parent.parentElement) {
      if (parent.tagName === 'DETAILS') {
        parent.open = true;
      }
    }
    range?.startContainer.parentElement.scrollIntoView({ block: 'nearest' });

    // A long text is one element, so scroll its block to the match.
    const block = range?.startContainer.parentElement.closest('.block');
    if (block) {
      const [outer, inner] = [block.getBoundingClientRect(), range.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) {
        block.scrollTop += inner.top - outer.top - outer.height / 2;
      }
    }
  };

  const search = (keepsPlace) => {
    const blocks = [...findable.querySelectorAll('.block')];
    finder.matches = blocks.flatMap((block) => rangesOf(block, input.value));
    finder.current = finder.matches.length === 0 ? -1 : keepsPlace ? Math.min(Math.max(finder.current, 0), finder.matches.length - 1) : 0;
    show();
    if (!keepsPlace) {
      reveal();
    }
  };

  const move = (step) => {
    if (finder.matches.length > 0) {
      finder.current = (finder.current + step + finder.matches.length) % finder.matches.length;
      show();
      reveal();
    }
  };

  input.addEventListener('input', () => search(false));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      move(event.shiftKey ? -1 : 1);
    }
  });
  field('previous').addEventListener('click', () => move(-1));
  field('next').addEventListener('click', () => move(1));

  // The text changes when another form of it, or all of it, is shown.
  let isQueued = false;
  new MutationObserver((changes) => {
    if (!isQueued && input.value && changes.some((change) => !element.contains(change.target))) {
      isQueued = true;
      requestAnimationFrame(() => {
        isQueued = false;
        search(true);
      });
    }
  }).observe(findable, { childList: true, characterData: true, subtree: true });
}
