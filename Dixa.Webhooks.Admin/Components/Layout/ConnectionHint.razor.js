const connectTimeout = 10_000;
const responseTimeout = 3_000;
const assembly = 'Dixa.Webhooks.Admin';
const hint = document.getElementById('connection-hint');
const modal = document.getElementById('components-reconnect-modal');

let isConnected = false;
let isAsking = false;
let responseTimer;

function say(text) {
  hint.textContent = text;
  hint.hidden = !text;
}

function whenConnected() {
  isConnected = true;
  say('');
}

// A click is lost when the server has stopped responding, and the framework takes half a minute to notice.
async function ask() {
  if (!isConnected || isAsking || modal.open) {
    return;
  }
  isAsking = true;
  responseTimer = setTimeout(() => say('The server is not responding. Waiting…'), responseTimeout);
  try {
    await DotNet.invokeMethodAsync(assembly, 'RespondAsync');
  } catch {
    // Disconnected: the reconnect dialog shows that.
  }
  settle();
}

function settle() {
  clearTimeout(responseTimer);
  isAsking = false;
  say('');
}

if ('connected' in document.documentElement.dataset) {
  whenConnected();
} else {
  setTimeout(() => isConnected || say('Cannot open the live connection. If there is a reverse proxy, it must allow WebSockets.'), connectTimeout);
}
document.addEventListener('screens-connected', whenConnected);
document.addEventListener('pointerdown', ask, true);
document.addEventListener('keydown', ask, true);
modal.addEventListener('components-reconnect-state-changed', settle);
