// Shows and hides passwords. The button has the id of its field in data-reveals.
document.addEventListener('click', (event) => {
  const button = event.target.closest?.('[data-reveals]');
  const field = button && document.getElementById(button.dataset.reveals);
  if (field) {
    const isShown = field.type === 'password';
    field.type = isShown ? 'text' : 'password';
    button.setAttribute('aria-pressed', isShown);
    button.title = isShown ? 'Hide' : 'Show';
  }
});

// Otherwise browsers would offer the password as a suggestion in other text fields.
document.addEventListener('submit', ({ target }) => {
  for (const button of target.querySelectorAll('[data-reveals][aria-pressed=true]')) {
    button.click();
  }
}, true);
