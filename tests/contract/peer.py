#!/usr/bin/python3
"""peer.py: till-sandbox behind a proxy that holds both sides to tests/data/clearent.yaml

Usage: peer.py TILL-SANDBOX DATA [ARGUMENT…], the arguments for till-sandbox

It greets as till-sandbox does: the lines "address", "key" and "control" on standard output, of which the address is
the proxy's. A request against the contract is answered with 422 (401 without a key), an answer against it with 500; in
both the body is application/problem+json with the violations. It ends when standard input does.
"""

import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PRISM = HERE / 'node_modules' / '@stoplight' / 'prism-cli' / 'dist' / 'index.js'
CONTRACT = HERE.parent / 'data' / 'clearent.yaml'
LISTENING = re.compile(r'Prism is listening on (http://127\.0\.0\.1:\d+)')


class Peer:
    """The two processes. Ends both when it is closed."""

    def __init__(self, sandbox, data, arguments=()):
        if not PRISM.exists():
            raise SystemExit('The contract can’t be checked: prism is not installed. Run “npm ci --ignore-scripts” '
                             'in tests/contract; build-aux/check does it.')
        self.prism = None
        self.sandbox = subprocess.Popen(
            [sandbox, '--port=0', f'--data={data}', '--parent-pipe', *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        greeting = dict(self.sandbox.stdout.readline().split(maxsplit=1) or ('', '') for _ in range(3))
        if 'address' not in greeting:
            raise SystemExit('till-sandbox did not start.')
        self.direct = greeting['address'].strip()
        self.key = greeting['key'].strip()
        self.control = greeting['control'].strip()
        self.address = self.start_prism()

    def start_prism(self):
        self.prism = subprocess.Popen(
            ['node', PRISM, 'proxy', '-h', '127.0.0.1', '-p', '0', '--errors', CONTRACT, self.direct],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, 'NO_COLOR': '1', 'NO_UPDATE_NOTIFIER': '1'})
        said = []
        for line in self.prism.stdout:
            said.append(line)
            match = LISTENING.search(line)
            if match:
                return match[1]
        raise SystemExit('prism did not start:\n' + ''.join(said))

    def close(self):
        """Returns whether the sandbox ended well."""
        if self.prism is not None:
            self.prism.terminate()
            self.prism.communicate()
        self.sandbox.stdin.close()
        self.sandbox.stdin = None
        return self.sandbox.wait() == 0


def main():
    peer = Peer(sys.argv[1], sys.argv[2], sys.argv[3:])
    print(f'address {peer.address}\nkey {peer.key}\ncontrol {peer.control}', flush=True)
    sys.stdin.read()
    return not peer.close()


if __name__ == '__main__':
    sys.exit(main())
