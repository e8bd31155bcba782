const modal = document.getElementById('components-reconnect-modal');

const loadAgain = () => location.reload();

// Blazor.reconnect() answers false when the server was reached but no longer knows this page, and throws when it was not reached.
async function reconnect() {
  document.removeEventListener('visibilitychange', reconnectWhenSeen);
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
    document.addEventListener('visibilitychange', reconnectWhenSeen);
  }
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
  show: () => modal.open || modal.showModal(),
  hide: () => modal.close(),
  failed: () => document.addEventListener('visibilitychange', reconnectWhenSeen),
  rejected: loadAgain,
};

modal.addEventListener('components-reconnect-state-changed', (event) => reactions[event.detail.state]?.());
document.getElementById('components-reconnect-button').addEventListener('click', reconnect);
document.getElementById('components-resume-button').addEventListener('click', resume);
