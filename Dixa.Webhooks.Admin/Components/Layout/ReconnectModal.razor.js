const modal = document.getElementById('components-reconnect-modal');
const button = document.getElementById('components-reconnect-button');
const kept = modal.querySelector('.reconnect-kept');

// The framework gives up after some minutes; a page that was left open overnight still comes back without a click.
const pause = 15_000;
let later;

// What the button says and does in each state. Any state that is not here looks like the first.
const states = {
  connecting: ['Try again now', reconnect],
  waiting: ['Try again now', reconnect],
  failed: ['Try again now', reconnect],
  restarted: ['Reload', reload],
  paused: ['Continue', resume],
  'resume-failed': ['Reload', reload],
};

// The server refuses connections of people who are signed out; loading the page again leads them to sign in.
async function loadAgainWhenSignedOut() {
  const answer = await fetch('_blazor/initializers', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) {
    reload();
  }
}

function show(state) {
  const known = states[state] ? state : 'connecting';
  modal.dataset.state = known;
  button.textContent = states[known][0];
  kept.hidden = !(known === 'restarted' || known === 'resume-failed') || !hasUnsaved();
  if (!modal.open) {
    modal.showModal();
  }
}

const hasUnsaved = () => Boolean(window.dixaScreens.hasUnsavedInput?.());

// The user knows why, and drafts are kept: the browser must not ask whether to leave.
function reload() {
  window.dixaScreens.leaveWithoutAsking();
  location.reload();
}

// The server knows nothing of this page any more. Nobody loses anything by a reload unless something was typed; then they are told first.
function startAgain() {
  clearTimeout(later);
  document.removeEventListener('visibilitychange', reconnectWhenSeen);
  show('restarted');
  if (!hasUnsaved()) {
    reload();
  }
}

// Blazor.reconnect() returns false when the server was reached but no longer knows this page, and throws when it was not reached.
async function reconnect() {
  document.removeEventListener('visibilitychange', reconnectWhenSeen);
  clearTimeout(later);
  try {
    if (await Blazor.reconnect()) {
      return;
    }
    if (await Blazor.resumeCircuit()) {
      modal.close();
    } else {
      startAgain();
    }
  } catch {
    tryLater();
  }
}

function tryLater() {
  show('failed');
  clearTimeout(later);
  loadAgainWhenSignedOut();
  later = setTimeout(reconnect, pause);
  document.addEventListener('visibilitychange', reconnectWhenSeen);
}

function reconnectWhenSeen() {
  if (document.visibilityState === 'visible') {
    reconnect();
  }
}

async function resume() {
  try {
    if (!(await Blazor.resumeCircuit())) {
      startAgain();
    }
  } catch {
    show('resume-failed');
  }
}

const reactions = {
  show: () => {
    show('connecting');
    loadAgainWhenSignedOut();
  },
  retrying: ({ currentAttempt, secondsToNextAttempt }) => {
    show(currentAttempt > 1 && secondsToNextAttempt > 0 ? 'waiting' : 'connecting');
    loadAgainWhenSignedOut();
  },
  hide: () => modal.close(),
  failed: tryLater,
  rejected: startAgain,
  paused: () => show('paused'),
  'resume-failed': () => show('resume-failed'),
};

modal.addEventListener('components-reconnect-state-changed', ({ detail }) => (reactions[detail.state] ?? (() => show(detail.state)))(detail));

// Escape would leave a page that does nothing.
modal.addEventListener('cancel', (event) => event.preventDefault());
button.addEventListener('click', () => states[modal.dataset.state][1]());
