const saveDelay = 300;
const drafts = new Map();

// A user must not see what the previous user of this tab typed.
function deleteDraftsOfOtherUsers(key) {
  const [kind, user] = key.split(':');
  Object.keys(sessionStorage)
    .filter((other) => other.startsWith('draft:') && !other.startsWith(`${kind}:${user}:`))
    .forEach((other) => sessionStorage.removeItem(other));
}

const hasTyped = (form) => form.querySelector('[data-draft][data-typed], [data-draft] [data-typed]');

function readSecret(element) {
  const isMask = 'stored' in element.dataset && /^\u2022+$/.test(element.value);
  return element.value === '' ? 'empty' : isMask ? 'stored' : 'typed';
}

// Sorts the chosen values of a list: their order depends on what a search hides, and must not count as a change.
function readFields(form) {
  const fields = [];
  const chosen = [];
  for (const marked of form.querySelectorAll('[data-draft]')) {
    const element = marked.matches('input, select, textarea') ? marked : marked.querySelector('input, select, textarea');
    const name = marked.dataset.draft;
    if ('secret' in marked.dataset || element.type === 'password') {
      fields.push({ name, secret: readSecret(element) });
    } else if ('draftList' in marked.dataset) {
      if (element.checked || element.type === 'hidden') {
        chosen.push({ name, text: element.value });
      }
    } else {
      fields.push({ name, text: element.type === 'checkbox' ? String(element.checked) : element.value });
    }
  }
  chosen.sort((one, other) => (`${one.name} ${one.text}` < `${other.name} ${other.text}` ? -1 : 1));
  return JSON.stringify([...fields, ...chosen]);
}

function write(draft) {
  clearTimeout(draft.timer);
  if (!draft.started || !draft.form.isConnected || window.dixaScreens.hasSignedOut) {
    return;
  }
  const fields = readFields(draft.form);
  try {
    if (fields === draft.asOpened) {
      sessionStorage.removeItem(draft.key);
    } else {
      sessionStorage.setItem(draft.key, `{"version":${JSON.stringify(draft.version)},"fields":${fields}}`);
    }
  } catch {
    // The draft exceeds the storage quota. Delete the older one, which would be out of date.
    sessionStorage.removeItem(draft.key);
  }
}

function hasUnsavedInput() {
  drafts.forEach(write);
  return [...drafts.values()].some((draft) => draft.form.isConnected && sessionStorage.getItem(draft.key));
}

// Returns the stored draft, unless the form already has the same values.
export function open(id, key, place, version) {
  deleteDraftsOfOtherUsers(key);
  window.dixaScreens.hasUnsavedInput = hasUnsavedInput;
  const form = place?.closest('form');
  if (!form) {
    return null;
  }

  // The same form element may be reused for other content, such as another event type: close its previous draft.
  drafts.forEach((other, otherId) => other.form === form && close(otherId));
  const listening = new AbortController();
  const draft = { key, form, version, asOpened: hasTyped(form) ? null : readFields(form), started: false, listening };
  drafts.set(id, draft);
  const { signal } = listening;
  form.addEventListener('input', () => {
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => write(draft), saveDelay);
  }, { signal });
  form.addEventListener('change', () => write(draft), { signal });
  window.addEventListener('pagehide', () => write(draft), { signal });

  const stored = parse(sessionStorage.getItem(key));
  if (!stored) {
    return { text: null };
  }
  draft.version = stored.version;
  if (JSON.stringify(stored.fields) === readFields(form)) {
    draft.asOpened = null;
    return { text: null };
  }
  return { text: DotNet.createJSStreamReference(new TextEncoder().encode(JSON.stringify(stored))) };
}

function parse(text) {
  try {
    return text && JSON.parse(text);
  } catch {
    return null;
  }
}

export function start(id) {
  const draft = drafts.get(id);
  if (draft) {
    draft.started = true;
    write(draft);
  }
}

export function keep(id) {
  const draft = drafts.get(id);
  if (draft) {
    write(draft);
  }
}

// Stops watching the form but keeps its draft.
export function close(id) {
  const draft = drafts.get(id);
  if (draft) {
    clearTimeout(draft.timer);
    draft.listening.abort();
    drafts.delete(id);
  }
}

export function stop(id) {
  const draft = drafts.get(id);
  close(id);
  if (draft) {
    draft.form.querySelectorAll('[data-typed]').forEach((field) => delete field.dataset.typed);
    sessionStorage.removeItem(draft.key);
  }
}
