// Runs before the first paint. The cookies let the next page be drawn in the reader's theme and time zone from the start.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const keep = (name, value) => {
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=31536000;samesite=lax${secure}`;
  };

  const applyScheme = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };

  const keepSystem = () => {
    keep('scheme', dark.matches ? 'dark' : 'light');
    applyScheme();
  };

  keepSystem();
  dark.addEventListener('change', keepSystem);
  keep('tz', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

  window.dixaScreens = {
    keepTheme(theme) {
      keep('theme', theme);
      root.dataset.theme = theme;
      document.getElementById('first-visit')?.remove();
      applyScheme();
    },
    address: () => location.href,
    submit(formId) {
      document.getElementById(formId).requestSubmit();
    },
  };
})();
