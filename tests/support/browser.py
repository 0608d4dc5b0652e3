"""browser.py: a real browser, used by what a person reads on the page: Chromium, by the WebDriver protocol

    with browser.Browser() as page:
        page.open('http://127.0.0.1:8080/paylink/front-desk?amount=41.33')
        page.write('Card number', '4111 1111 1111 1111')
        page.press('Pay $41.33')
        page.wait_shows('Payment received')
"""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import traceback
import urllib.error
import urllib.request

import screen

# It only gives a name to what would hang.
PATIENCE = 240

# What the protocol calls a thing that was found.
ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

# What makes a program of ours strict must not end the browser.
FOR_OURS = ('ASAN_OPTIONS', 'G_DEBUG', 'G_ENABLE_DIAGNOSTIC', 'G_SLICE', 'LSAN_OPTIONS', 'MALLOC_PERTURB_')

# Root may not have Chromium's sandbox; a container may have too little of the memory that is shared.
OPTIONS = ['--headless=new', '--no-first-run', '--disable-gpu', '--disable-dev-shm-usage', '--window-size=420,900',
           *(['--no-sandbox'] if os.geteuid() == 0 else [])]


# What a key is called by the protocol.
TAB = '\ue004'
RETURN = '\ue007'


class Steps:
    """Points of TAP, with a picture each."""

    def __init__(self, name):
        self.name = name
        self.n = 0

    def step(self, page, words):
        self.n += 1
        assert page.fits(), page.words()
        page.picture(f'{self.name}-{self.n:02}')
        print(f'ok {self.n} {words}', flush=True)

    def run(self, story):
        """The story to its end, then the plan; whether all went well."""
        good = True
        try:
            story()
        except BaseException:  # noqa: BLE001, also an end asked for
            good = False
            print('# ' + traceback.format_exc().replace('\n', '\n# '))
            print(f'not ok {self.n + 1} {self.name}', flush=True)
        print(f'1..{self.n + (not good)}', flush=True)
        return good


class Browser:
    """One window of a browser with an empty profile."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        env = {name: value for name, value in os.environ.items() if name not in FOR_OURS}
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE, text=True,
                                       env={**env, 'HOME': self.folder})
        self.address = f'http://127.0.0.1:{self._read_port()}'
        self.session = None
        chrome = {'args': [*OPTIONS, f'--user-data-dir={self.folder}/profile']}
        wanted = {'capabilities': {'alwaysMatch': {'browserName': 'chrome', 'goog:chromeOptions': chrome}}}
        self.session = self._ask('POST', '/session', wanted)['sessionId']

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self._ask('DELETE', '')
        finally:
            self.driver.terminate()
            self.driver.wait(PATIENCE)
            self.driver.stdout.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _read_port(self):
        for line in self.driver.stdout:
            if 'started successfully on port' in line:
                return int(line.rsplit(' ', 1)[1].strip(' .\n'))
        raise RuntimeError(f'chromedriver ended with {self.driver.wait()}')

    def _ask(self, method, path, body=None):
        where = f'/session/{self.session}' if self.session else ''
        request = urllib.request.Request(self.address + where + path, method=method)
        if method == 'POST':
            request.data = json.dumps(body or {}).encode()
            request.add_header('Content-Type', 'application/json')
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)['value']
        except urllib.error.HTTPError as error:
            raise AssertionError(f'{method} {path}: {json.load(error)["value"]["message"]}') from None

    def _find(self, css):
        return [found[ELEMENT] for found in self._ask('POST', '/elements', {'using': 'css selector', 'value': css})]

    def _named(self, css, name):
        """By the name that a screen reader says."""
        names = {self._ask('GET', f'/element/{thing}/computedlabel'): thing for thing in self._find(css)}
        assert name in names, f'the page has {sorted(names)}, not {name!r}: {self.words()}'
        return names[name]

    def open(self, address):
        self._ask('POST', '/url', {'url': address})

    def words(self):
        """All that is to be read; nothing while one page follows another."""
        script = 'return document.body === null ? "" : document.body.innerText'
        return self._ask('POST', '/execute/sync', {'script': script, 'args': []})

    def wait_shows(self, words):
        until = time.monotonic() + PATIENCE
        while words not in self.words():
            assert time.monotonic() < until, f'never came: {words!r}; the page says {self.words()!r}'
            time.sleep(0.02)

    def write(self, label, text):
        """Types into a field, in place of what stands there."""
        thing = self._named('input', label)
        self._ask('POST', f'/element/{thing}/clear')
        self._ask('POST', f'/element/{thing}/value', {'text': text})

    def press(self, name):
        """A button or a link."""
        self._ask('POST', f'/element/{self._named("button, a", name)}/click')

    def tick(self, label):
        """A box, or a choice."""
        self._ask('POST', f'/element/{self._named("input", label)}/click')

    def type(self, text):
        """Into whatever has the focus, key by key."""
        thing = self._ask('GET', '/element/active')[ELEMENT]
        self._ask('POST', f'/element/{thing}/value', {'text': text})

    def _command(self, command, **params):
        """What the protocol has no word for."""
        self._ask('POST', '/goog/cdp/execute', {'cmd': command, 'params': params})

    def be_phone(self, width=360, height=780):
        """As wide as a small phone is, which a window can't be."""
        self._command('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1.5,
                      mobile=True)

    def go_dark(self):
        """As on a phone that is set so."""
        self._command('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])

    def fits(self):
        """Whether nothing is cut off at the sides, or has to be pushed there."""
        script = 'return document.documentElement.scrollWidth <= window.innerWidth'
        return self._ask('POST', '/execute/sync', {'script': script, 'args': []})

    def picture(self, name):
        path = pathlib.Path(screen.pictures_folder()) / f'{name}.png'
        path.write_bytes(base64.b64decode(self._ask('GET', '/screenshot')))
