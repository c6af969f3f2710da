import { askIn, builtPreload, expect, test } from './desktop.ts';

test('I9: a page sees two functions of the engine and nothing of Node or Electron', async ({ desktop }) => {
  const page = await (await desktop.open()).page();
  const seen = await page.evaluate(() => {
    const bridge = window.modosu as object;
    const globals = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'];
    try {
      Object.assign(bridge, { ask: 1 });
      Reflect.deleteProperty(window, 'modosu');
    } catch {
      // A refusal is as good as no effect.
    }
    return {
      names: Object.getOwnPropertyNames(bridge).sort(),
      types: [typeof window.modosu?.ask, typeof window.modosu?.on],
      globals: globals.filter((name) => name in window),
    };
  });
  expect(seen).toEqual({ names: ['ask', 'on'], types: ['function', 'function'], globals: [] });
});

test('the window is sandboxed and isolated, its session lives in memory', async ({ desktop }) => {
  const { electron, page } = await desktop.open();
  await page();
  const preferences = await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Electron 28 and later know it without typing it.
    const known = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    const names = ['sandbox', 'contextIsolation', 'nodeIntegration', 'nodeIntegrationInSubFrames', 'webviewTag'];
    return { ...Object.fromEntries(names.map((name) => [name, known[name]])), stored: contents?.session.isPersistent() };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    stored: false,
  });
});

const ways: Record<string, () => void> = {
  'location of another site': () => (location.href = 'https://example.com/'),
  'location of a file': () => (location.href = 'file:///etc/passwd'),
  'a script address': () => (location.href = 'javascript:document.title="run"'),
  'a data address': () => (location.href = 'data:text/html,<h1>away</h1>'),
  'another host of the scheme': () => (location.href = 'app://other/'),
  'a blob of its own': () => (location.href = URL.createObjectURL(new Blob(['away'], { type: 'text/html' }))),
  reload: () => location.reload(),
  'window.open': () => void window.open('https://example.com/'),
  'window.open of our own page': () => void window.open('app://modosu/'),
  'a link to a new window': () => Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank' }).click(),
  'a form': () => {
    const form = Object.assign(document.createElement('form'), { action: 'https://example.com/', method: 'post' });
    document.body.append(form);
    form.submit();
  },
  'a meta refresh': () => {
    const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: '0;url=https://example.com/' });
    document.head.append(meta);
  },
  'a webview': () => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.com/');
    document.body.append(view);
  },
  'a frame': () => document.body.append(Object.assign(document.createElement('iframe'), { src: 'app://modosu/' })),
  'a frame with a text': () =>
    document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: '<script>parent.x=1</script>' })),
  'a download': () => Object.assign(document.createElement('a'), { href: 'app://modosu/', download: 'x.html' }).click(),
};

test(`M4: ${Object.keys(ways).length} ways out of the page lead nowhere`, async ({ desktop }) => {
  const { electron, page: opened, windows } = await desktop.open();
  const page = await opened();
  await page.evaluate(() => Object.assign(window, { stillHere: true }));
  const address = page.url();
  await electron.evaluate(({ session, app }) => {
    const seen = Object.assign(globalThis, { modosuLoaded: [] as string[] }).modosuLoaded;
    app.on('web-contents-created', (_, contents) => void seen.push(`contents ${contents.getType()}`));
    session.fromPartition('window').on('will-download', (event) => {
      if (!event.defaultPrevented) seen.push('download');
    });
  });
  for (const [name, way] of Object.entries(ways)) {
    await page.evaluate(way).catch(() => undefined);
    await page.waitForTimeout(150);
    const here = await page.evaluate(() => ({
      stillHere: 'stillHere' in window,
      title: document.title === 'run',
      reached: 'x' in window,
      frames: [...document.querySelectorAll('iframe')].filter((frame) => frame.contentDocument?.body.childElementCount).length,
    }));
    expect({ ...here, address: page.url(), windows: await windows() }, name).toEqual({
      stillHere: true,
      title: false,
      reached: false,
      frames: 0,
      address,
      windows: 1,
    });
  }
  expect(await electron.evaluate(() => (globalThis as { modosuLoaded?: string[] }).modosuLoaded)).toEqual([]);
});

test('M4: a file or an address dropped on the page does not replace it', async ({ desktop }) => {
  const { electron, page: opened } = await desktop.open();
  const page = await opened();
  const address = page.url();
  const inputs = await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.debugger.attach();
    const items = [{ mimeType: 'text/uri-list', data: 'https://example.com/' }];
    const data = { items, files: ['/etc/hostname'], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await contents?.debugger.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    }
    return contents?.debugger.isAttached();
  });
  await page.waitForTimeout(300);
  expect([inputs, page.url()]).toEqual([true, address]);
});

const permissions: Record<string, () => Promise<unknown>> = {
  geolocation: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
  notifications: () => Notification.requestPermission().then((answer) => (answer === 'granted' ? true : Promise.reject(new Error(answer)))),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  'screen capture': () => navigator.mediaDevices.getDisplayMedia(),
  midi: () => (navigator as unknown as { requestMIDIAccess(options: object): Promise<unknown> }).requestMIDIAccess({ sysex: true }),
  'reading the clipboard': () => navigator.clipboard.readText(),
  'full screen': () => document.documentElement.requestFullscreen(),
  'idle detection': () =>
    (window as unknown as { IdleDetector: { requestPermission(): Promise<string> } }).IdleDetector.requestPermission().then((answer) =>
      answer === 'granted' ? true : Promise.reject(new Error(answer)),
    ),
  'screen details': () => (window as unknown as { getScreenDetails(): Promise<unknown> }).getScreenDetails(),
  'local fonts': () =>
    (window as unknown as { queryLocalFonts(): Promise<unknown[]> })
      .queryLocalFonts()
      .then((fonts) => (fonts.length > 0 ? fonts : Promise.reject(new Error('none')))),
  usb: () => (navigator as unknown as { usb: { requestDevice(o: object): Promise<unknown> } }).usb.requestDevice({ filters: [] }),
  serial: () => (navigator as unknown as { serial: { requestPort(): Promise<unknown> } }).serial.requestPort(),
  hid: () =>
    (navigator as unknown as { hid: { requestDevice(o: object): Promise<unknown[]> } }).hid
      .requestDevice({ filters: [] })
      .then((found) => (found.length > 0 ? found : Promise.reject(new Error('none')))),
  bluetooth: () =>
    (navigator as unknown as { bluetooth: { requestDevice(o: object): Promise<unknown> } }).bluetooth.requestDevice({
      acceptAllDevices: true,
    }),
  'persistent storage': () => navigator.storage.persist().then((kept) => (kept ? true : Promise.reject(new Error('not kept')))),
  'a lock of the pointer': () =>
    Promise.resolve(document.documentElement.requestPointerLock()).then(() =>
      document.pointerLockElement ? true : Promise.reject(new Error('not locked')),
    ),
  'a lock of the screen': () => navigator.wakeLock.request('screen'),
};

test(`M10: ${Object.keys(permissions).length} permissions are denied`, async ({ desktop }) => {
  const page = await (await desktop.open()).page();
  for (const [name, request] of Object.entries(permissions)) {
    // A click first, because most of them need a gesture before they even ask.
    await page.mouse.click(600, 400);
    const outcome = await Promise.race([
      page.evaluate(request).then(
        () => 'granted',
        () => 'denied',
      ),
      page.waitForTimeout(3000).then(() => 'no answer'),
    ]);
    expect([name, outcome]).not.toEqual([name, 'granted']);
  }
});

test('app:// serves the bundle and nothing beside it, also to the program itself', async ({ desktop }) => {
  const { electron, page } = await desktop.open();
  await page();
  const statuses = await electron.evaluate(async ({ BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows()[0]?.webContents.session;
    const ask = async (url: string, method = 'GET') => (await own?.fetch(url, { method }))?.status;
    const hostile = [
      'app://modosu/../../etc/passwd',
      'app://modosu/%2e%2e/%2e%2e/etc/passwd',
      'app://modosu/..%2f..%2fetc%2fpasswd',
      'app://modosu/%2e%2e%2fmain.js',
      'app://modosu/..%5cmain.js',
      'app://modosu/%252e%252e/main.js',
      'app://modosu//etc/passwd',
      'app://modosu/preload.cjs',
      'app://modosu/assets',
      'app://other/',
      'app://modosu.example/',
    ];
    return {
      page: await ask('app://modosu/'),
      hostile: await Promise.all(hostile.map((url) => ask(url))),
      methods: await Promise.all(['POST', 'PUT', 'DELETE'].map((method) => ask('app://modosu/', method))),
    };
  });
  expect(statuses).toEqual({ page: 200, hostile: Array.from({ length: 11 }, () => 404), methods: [405, 405, 405] });
});

test('the policy of the page lets no script in and nothing out', async ({ desktop }) => {
  const page = await (await desktop.open()).page();
  const violations = await page.evaluate(async () => {
    const found: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
    const script = Object.assign(document.createElement('script'), { textContent: 'window.ran = true' });
    document.body.append(script);
    const image = Object.assign(new Image(), { src: 'https://example.com/x.png' });
    await new Promise((done) => (image.onerror = done));
    await fetch('app://modosu/').catch(() => undefined);
    await fetch('https://example.com/').catch(() => undefined);
    try {
      new WebSocket('ws://127.0.0.1:9/');
    } catch {
      // Refused on the spot or later; the violation counts.
    }
    await new Promise((done) => setTimeout(done, 200));
    return { found: found.sort(), ran: 'ran' in window };
  });
  expect(violations).toEqual({ found: ['connect-src', 'connect-src', 'connect-src', 'img-src', 'script-src-elem'], ran: false });
});

test('M2: only the window itself is answered, on one channel', async ({ desktop }) => {
  const { electron, page: opened } = await desktop.open();
  const page = await opened();
  // A change of settings, so that electron-store has been at work.
  await askIn(page, 'preferences.change', { appearance: 'dark' });
  const answers = await electron.evaluate(async ({ BrowserWindow, ipcMain }, preload) => {
    const ours = BrowserWindow.getAllWindows()[0];
    const attempt = async (url: string, ownSession: boolean) => {
      const forged = new BrowserWindow({
        show: false,
        webPreferences: { preload, ...(ownSession && ours ? { session: ours.webContents.session } : {}) },
      });
      await forged.loadURL(url).catch(() => undefined);
      const script = `Promise.race([window.modosu.ask('status', {}).then(() => 'answered', (error) => error.message), new Promise((done) => setTimeout(done, 2000, 'silence'))])`;
      const answer = (await forged.webContents.executeJavaScript(script)) as string;
      forged.destroy();
      return answer.replace(/^Error invoking remote method 'ask': /, '');
    };
    return {
      sameAddress: await attempt('app://modosu/', true),
      data: await attempt('data:text/html,x', false),
      blank: await attempt('about:blank', true),
      // Electron itself listens for `error`.
      events: ipcMain.eventNames().filter((name) => name !== 'error'),
      handlers: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()],
    };
  }, builtPreload);
  expect(answers).toEqual({
    sameAddress: 'Error: refused',
    data: 'Error: refused',
    blank: 'Error: refused',
    events: [],
    handlers: ['ask'],
  });
  expect(await askIn(page, 'status')).toMatchObject({ ok: true });
});
