// Runs before the first paint. The cookies let the server render the next page in the user's theme and time zone.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const setCookie = (name, value) => {
    const secure = location.protocol === 'https:' ? ';secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)};path=${new URL(document.baseURI).pathname};max-age=31536000;samesite=lax${secure}`;
  };

  const applyScheme = () => {
    const theme = root.dataset.theme;
    root.dataset.scheme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };

  const saveSystemScheme = () => {
    setCookie('scheme', dark.matches ? 'dark' : 'light');
    applyScheme();
  };

  saveSystemScheme();
  dark.addEventListener('change', saveSystemScheme);
  setCookie('tz', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

  // What the components call. The other scripts add to it.
  window.dixaScreens = {
    keepTheme(theme) {
      setCookie('theme', theme);
      root.dataset.theme = theme;
      applyScheme();
    },
    address: () => location.href,
    submit(formId) {
      document.getElementById(formId).requestSubmit();
    },
  };
})();
