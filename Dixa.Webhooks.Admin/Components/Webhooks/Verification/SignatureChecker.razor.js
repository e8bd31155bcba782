export { read } from '../../../long-text.js';

export function focusFirstError(area) {
  area.form.querySelector('[aria-invalid="true"]')?.focus();
}

export function fill(area, text) {
  area.value = text;
  area.scrollTop = 0;
}
