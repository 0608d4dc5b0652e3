#!/usr/bin/python3
"""peer.py: till-sandbox behind proxies that hold both sides to a written contract: to tests/data/clearent.yaml and
clearent-reporting.yaml, and to Twilio's own document

Usage: peer.py TILL-SANDBOX DATA [ARGUMENT…], the arguments for till-sandbox

It greets as till-sandbox does: the lines "address", "key", "control" and "access-key" on standard output, of which the
address is the gateway's proxy's; then the lines "reporting" and "texts", the addresses of the reporting host's and of
Twilio's, and "text-account", "text-key" and "text-from". A request against the contract is answered with 422 (401
without a key), an answer against it with 500; in both the body is application/problem+json with the violations. It ends
when standard input does.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PRISM = HERE / 'node_modules' / '@stoplight' / 'prism-cli' / 'dist' / 'index.js'
TWILIO = HERE / 'node_modules/@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json'
DATA = HERE.parent / 'data'
LISTENING = re.compile(r'Prism is listening on (http://127\.0\.0\.1:\d+)')


def with_relative_addresses(node):
    """Twilio's answers name other pages by their path alone, its document's own examples too; but the document calls that
    a "uri", which has a host."""
    if isinstance(node, list):
        return [with_relative_addresses(each) for each in node]
    if not isinstance(node, dict):
        return node
    relative = {name: with_relative_addresses(value) for name, value in node.items()}
    properties = relative.get('properties')
    for name, value in (properties.items() if isinstance(properties, dict) else ()):
        if name in ('uri', 'first_page_uri', 'next_page_uri', 'previous_page_uri') and value.get('format') == 'uri':
            value['format'] = 'uri-reference'
    return relative


class Peer:
    """The sandbox and its proxies. Ends them all when it is closed."""

    def __init__(self, sandbox, data, arguments=()):
        if not PRISM.exists() or not TWILIO.exists():
            raise SystemExit('The contract can’t be checked: prism, or Twilio’s document, is not installed. Run “npm ci --ignore-scripts” '
                             'in tests/contract; build-aux/check does it.')
        self.prisms = []
        self.folder = tempfile.mkdtemp()
        self.sandbox = subprocess.Popen(
            [sandbox, '--port=0', f'--data={data}', '--parent-pipe', *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        greeting = dict(self.sandbox.stdout.readline().split(maxsplit=1) or ('', '') for _ in range(8))
        if 'address' not in greeting:
            raise SystemExit('till-sandbox did not start.')
        self.direct = greeting['address'].strip()
        self.key = greeting['key'].strip()
        self.control = greeting['control'].strip()
        self.access_key = greeting['access-key'].strip()
        self.text_account = greeting['text-account'].strip()
        self.text_key = greeting['text-key'].strip()
        self.text_from = greeting['text-from'].strip()
        self.address = self.start_prism(DATA / 'clearent.yaml')
        self.reporting = self.start_prism(DATA / 'clearent-reporting.yaml')
        contract = pathlib.Path(self.folder) / 'twilio.json'
        contract.write_text(json.dumps(with_relative_addresses(json.loads(TWILIO.read_text()))))
        self.texts = self.start_prism(contract)

    def start_prism(self, contract):
        prism = subprocess.Popen(
            ['node', PRISM, 'proxy', '-h', '127.0.0.1', '-p', '0', '--errors', contract, self.direct],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, 'NO_COLOR': '1', 'NO_UPDATE_NOTIFIER': '1'})
        self.prisms.append(prism)
        said = []
        for line in prism.stdout:
            said.append(line)
            match = LISTENING.search(line)
            if match:
                return match[1]
        raise SystemExit('prism did not start:\n' + ''.join(said))

    def close(self):
        """Returns whether the sandbox ended well."""
        for prism in self.prisms:
            prism.terminate()
            prism.communicate()
        shutil.rmtree(self.folder)
        self.sandbox.stdin.close()
        self.sandbox.stdin = None
        return self.sandbox.wait() == 0


def main():
    peer = Peer(sys.argv[1], sys.argv[2], sys.argv[3:])
    print(f'address {peer.address}\nkey {peer.key}\ncontrol {peer.control}\naccess-key {peer.access_key}\n'
          f'reporting {peer.reporting}\ntexts {peer.texts}\ntext-account {peer.text_account}\n'
          f'text-key {peer.text_key}\ntext-from {peer.text_from}', flush=True)
    sys.stdin.read()
    return not peer.close()


if __name__ == '__main__':
    sys.exit(main())
