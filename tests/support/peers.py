"""peers.py: the others a story speaks with beside the window: the sandbox by HTTP, a PDF, the database."""

import json
import os
import pathlib
import sqlite3
import subprocess
import urllib.error
import urllib.parse
import urllib.request


def build_path(place):
    """A program or file of the build, as "src/app/till"."""
    build = os.environ.get('TILL_BUILD_DIR') or pathlib.Path(__file__).resolve().parents[2] / 'build/release'
    return str(pathlib.Path(build) / place)


def pdf_text(path):
    """What a PDF says, laid out as on paper."""
    return subprocess.run(['pdftotext', '-layout', str(path), '-'], capture_output=True, text=True, check=True).stdout


def rows(path, query, *values):
    """Reads a closed practice or sandbox file, without changing it."""
    connection = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


class Sandbox:
    """A running till-sandbox, which we call as its wire has it or move by its control calls."""

    def __init__(self, address, key=None, process=None):
        self.address = address.rstrip('/')
        self.key = key
        self.process = process

    @classmethod
    def start(cls, data, *arguments):
        """One of the story's own; it ends when its input is closed, so also when the story breaks off."""
        process = subprocess.Popen([build_path('src/sandbox/till-sandbox'), '--port=0', f'--data={data}',
                                    '--parent-pipe', *arguments],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = {}
        while not {'address', 'key'} <= said.keys():
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f'till-sandbox ended with {process.wait()}')
            word, _, rest = line.strip().partition(' ')
            said.setdefault(word, rest)
        return cls(said['address'], said['key'], process)

    def call(self, method, path, body=None, **headers):
        """Returns the status and the answer, read as JSON where it is some."""
        request = urllib.request.Request(self.address + path, method=method)
        if self.key:
            request.add_header('api-key', self.key)
        for name, value in headers.items():
            request.add_header(name.replace('_', '-'), value)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header('Content-Type', 'application/json')
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, said = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            status, said = error.code, error.read()
        try:
            return status, json.loads(said)
        except ValueError:
            return status, said.decode(errors='replace')

    def get(self, path):
        return self._good('GET', path, None)

    def post(self, path, **body):
        return self._good('POST', path, body)

    def send_form(self, path, **fields):
        """As a page's button does; where that leads is read too."""
        with urllib.request.urlopen(self.address + path, urllib.parse.urlencode(fields).encode(), 60) as answer:
            return answer.read().decode()

    def _good(self, method, path, body):
        status, answer = self.call(method, path, body)
        if not 200 <= status < 300:
            raise AssertionError(f'{method} {path}: {status} {answer}')
        return answer

    def stop(self):
        """Ends the one that start() began; its exit status."""
        self.process.stdin.close()
        status = self.process.wait(60)
        self.process.stdout.close()
        return status
