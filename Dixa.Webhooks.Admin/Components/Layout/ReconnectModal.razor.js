const modal = document.getElementById('components-reconnect-modal');

// The framework gives up after some minutes; a page that was left open overnight still comes back by itself.
const pause = 15_000;
let later;

const loadAgain = () => location.reload();

// The server refuses connections of people who are signed out; loading the page again leads them to sign in.
async function loadAgainWhenSignedOut() {
  const answer = await fetch('_blazor/initializers', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) {
    loadAgain();
  }
}

// Blazor.reconnect() answers false when the server was reached but no longer knows this page, and throws when it was not reached.
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
      loadAgain();
    }
  } catch {
    tryLater();
  }
}

function tryLater() {
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
      loadAgain();
    }
  } catch {
    modal.classList.replace('components-reconnect-paused', 'components-reconnect-resume-failed');
  }
}

const reactions = {
  show: () => {
    modal.open || modal.showModal();
    loadAgainWhenSignedOut();
  },
  retrying: loadAgainWhenSignedOut,
  hide: () => modal.close(),
  failed: tryLater,
  rejected: loadAgain,
};

modal.addEventListener('components-reconnect-state-changed', (event) => reactions[event.detail.state]?.());
document.getElementById('components-reconnect-button').addEventListener('click', reconnect);
document.getElementById('components-resume-button').addEventListener('click', resume);
