const modal = document.getElementById('components-reconnect-modal');
const button = document.getElementById('components-reconnect-button');
const kept = modal.querySelector('.reconnect-kept');

// The framework gives up after some minutes. This keeps trying, so a page that was left open overnight recovers without a click.
const retryDelay = 5_000;
let retryTimer;

// A page that was reloaded a moment ago and lost its connection again is not reloaded without a click: it could never be read.
const reloadPause = 10_000;
const reloadedAt = 'reloaded-at';

// The button's text and action in each state. An unknown state is shown as the first one.
const states = {
  connecting: ['Try again now', reconnect],
  waiting: ['Try again now', reconnect],
  restarted: ['Reload now', reload],
  paused: ['Continue', resume],
  stuck: ['Reload', reload],
};

// The server refuses connections of users who are signed out. Reloading the page redirects them to sign-in.
async function reloadWhenSignedOut() {
  const response = await fetch('_blazor/initializers', { cache: 'no-store' }).catch(() => null);
  if (response?.status === 401) {
    reload();
  }
}

function show(state) {
  const known = states[state] ? state : 'connecting';
  modal.dataset.state = known;
  button.textContent = states[known][0];
  kept.hidden = !(known === 'restarted' || known === 'stuck') || !hasUnsaved();
  if (!modal.open) {
    modal.showModal();
  }
}

const hasUnsaved = () => Boolean(window.dixaScreens.hasUnsavedInput?.());

// The dialog explains the reload, and drafts are kept, so the browser must not ask whether to leave the page.
function reload() {
  sessionStorage.setItem(reloadedAt, Date.now());
  window.dixaScreens.leaveWithoutAsking();
  location.reload();
}

// The server no longer has this page's state. A new page restores what was typed.
function startAgain() {
  stopTrying();
  if (Math.abs(Date.now() - sessionStorage.getItem(reloadedAt)) < reloadPause) {
    show('stuck');
    return;
  }
  show('restarted');
  reload();
}

function stopTrying() {
  clearTimeout(retryTimer);
  document.removeEventListener('visibilitychange', reconnectWhenSeen);
}

// Blazor.reconnect() returns false when the server was reached but no longer has this page's state, and throws when it was not reached.
async function reconnect() {
  stopTrying();
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
  show('waiting');
  clearTimeout(retryTimer);
  reloadWhenSignedOut();
  retryTimer = setTimeout(reconnect, retryDelay);
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
    tryLater();
  }
}

const reactions = {
  show: () => {
    show('connecting');
    reloadWhenSignedOut();
  },
  retrying: ({ currentAttempt, secondsToNextAttempt }) => {
    show(currentAttempt > 1 && secondsToNextAttempt > 0 ? 'waiting' : 'connecting');
    reloadWhenSignedOut();
  },
  hide: () => modal.close(),
  failed: tryLater,
  rejected: startAgain,
  paused: () => show('paused'),
  'resume-failed': startAgain,
};

modal.addEventListener('components-reconnect-state-changed', ({ detail }) => (reactions[detail.state] ?? (() => show(detail.state)))(detail));

// Closing the dialog with Escape would leave a page that does not react.
modal.addEventListener('cancel', (event) => event.preventDefault());
button.addEventListener('click', () => states[modal.dataset.state][1]());
