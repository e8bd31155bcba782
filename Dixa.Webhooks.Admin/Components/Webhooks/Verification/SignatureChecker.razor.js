// The body goes as bytes: neither is it cut at what one message holds, nor does it wait in the page's state.
export function read(area) {
  return new TextEncoder().encode(area.value);
}

export function focusFirstError(area) {
  area.form.querySelector('[aria-invalid="true"]')?.focus();
}

export function fill(area, text) {
  area.value = text;
  area.scrollTop = 0;
}
