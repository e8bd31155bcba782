// Completes the page of the API reference, which a package renders and keeps changing.
document.documentElement.lang = 'en';

// Fields for values of a request say that they are lists of suggestions, which they do not have.
const correct = () => {
  for (const field of document.querySelectorAll('[contenteditable][role=combobox]:not([aria-expanded])')) {
    field.setAttribute('role', 'textbox');
    field.removeAttribute('aria-autocomplete');
  }
};
new MutationObserver(correct).observe(document.documentElement, { childList: true, subtree: true });
