const opening = 10_000;
const silence = 3_000;
const assembly = 'Dixa.Webhooks.Admin';
const hint = document.getElementById('connection-hint');
const modal = document.getElementById('components-reconnect-modal');

let isConnected = false;
let isAsking = false;
let late;

function say(text) {
  hint.textContent = text;
  hint.hidden = !text;
}

function whenConnected() {
  isConnected = true;
  say('');
}

// A click is lost if the server does not answer any more, and the framework notices that after half a minute.
async function ask() {
  if (!isConnected || isAsking || modal.open) {
    return;
  }
  isAsking = true;
  late = setTimeout(() => say('The server does not respond. Waiting…'), silence);
  try {
    await DotNet.invokeMethodAsync(assembly, 'AnswerAsync');
  } catch {
    // Disconnected: the dialog for that says so.
  }
  settle();
}

function settle() {
  clearTimeout(late);
  isAsking = false;
  say('');
}

if ('connected' in document.documentElement.dataset) {
  whenConnected();
} else {
  setTimeout(() => isConnected || say('The live connection cannot be opened. If there is a proxy in front, it must pass WebSockets.'), opening);
}
document.addEventListener('screens-connected', whenConnected);
document.addEventListener('pointerdown', ask, true);
document.addEventListener('keydown', ask, true);
modal.addEventListener('components-reconnect-state-changed', settle);
