// Runs before the first paint. The cookies let the server render the next page in the user's theme, time zone and style of times.
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
  const format = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'numeric', hour: 'numeric' });
  const { timeZone, hourCycle } = format.resolvedOptions();
  const order = format.formatToParts().map((part) => part.type);
  const reader = {
    timeZone: timeZone || 'UTC',
    clock: `${hourCycle === 'h11' || hourCycle === 'h12' ? 12 : 24}-${order.indexOf('day') < order.indexOf('month') ? 'dm' : 'md'}`,
  };
  setCookie('tz', reader.timeZone);
  setCookie('clock', reader.clock);

  // What the components call. The other scripts add to it.
  window.dixaScreens = {
    keepTheme(theme) {
      setCookie('theme', theme);
      root.dataset.theme = theme;
      applyScheme();
    },
    hideFirstSteps: () => setCookie('first-steps', 'hidden'),
    keepMenu: (isShown) => setCookie('menu', isShown ? 'shown' : 'hidden'),
    address: () => location.href,
    reader: () => reader,
    submit(formId) {
      document.getElementById(formId).requestSubmit();
    },
  };
})();
