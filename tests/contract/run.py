#!/usr/bin/python3
"""run.py: good requests go through the contract and so do their answers; wrong ones do not

Usage: run.py TILL-SANDBOX
"""

import base64
import json
import os
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.environ['TILL_SOURCE_DIR'], 'tests/support'))

import peer  # noqa: E402
from tap import Tap  # noqa: E402

SALE = '/rest/v2/transactions/sale'
ANY = '/rest/v2/transactions'
TERMINAL = '/rest/v2/terminal/transactions'
DUPLICATES = '/rest/v2/settings/transaction/duplicates'
TOKENS = '/rest/v2/tokens'
BATCH = '/rest/v2/batches/open'
REPORT = '/data/api/v1/standard/merchantClosedBatches'

CHARGE = {'type': 'SALE', 'amount': '25.00', 'card': '4111111111111111', 'exp-date': '1239', 'invoice': 'A',
          'software-type': 'test'}
TAP = {'type': 'SALE', 'amount': '30.00', 'invoice': 'T', 'check-field': 'invoice', 'software-type': 'test'}


def but(body, *without, **changes):
    """The same body with some members left out or changed; an underscore stands for a dash."""
    changed = {**body, **{name.replace('_', '-'): value for name, value in changes.items()}}
    return {name: value for name, value in changed.items() if name not in without}


# What, method, path, body, status. {} in path and body stands for the id of the last approval.
GOOD = [
    ('duplicates are read', 'GET', DUPLICATES, None, 200),
    ('duplicates are set', 'PUT', DUPLICATES, {'include-invoice': True, 'time-range-in-minutes': 5}, 200),
    ('duplicates are posted', 'POST', DUPLICATES, {'enabled': 'true'}, 200),
    ('terminal settings', 'GET', '/rest/v2/settings/terminal', None, 200),
    ('no batch is open', 'GET', BATCH, None, 402),
    ('sale', 'POST', SALE, CHARGE, 200),
    ('sale once more, given back', 'POST', SALE, CHARGE, 200),
    ('void', 'POST', f'{ANY}/void', {'type': 'VOID', 'id': '{}'}, 200),
    ('void twice', 'POST', f'{ANY}/void', {'type': 'VOID', 'id': '{}'}, 402),
    ('generic sale with a token', 'POST', ANY, but(CHARGE, invoice='B', create_token='true'), 200),
    ('refund in part', 'POST', f'{ANY}/refund', {'type': 'REFUND', 'id': '{}', 'amount': '5.00'}, 200),
    ('refund too much', 'POST', ANY, {'type': 'REFUND', 'id': '{}', 'amount': '99.00'}, 402),
    ('authorization', 'POST', f'{ANY}/auth', but(CHARGE, type='AUTH', invoice='C'), 200),
    ('capture', 'POST', f'{ANY}/capture', {'type': 'CAPTURE', 'id': '{}', 'amount': '20.00'}, 200),
    ('generic void', 'POST', ANY, {'type': 'VOID', 'id': '{}'}, 200),
    ('amount beyond the largest', 'POST', SALE, but(CHARGE, amount='1000000.00'), 400),
    ('a number that is no card\'s', 'POST', SALE, but(CHARGE, card='4111111111111112'), 400),
    ('terminal sale', 'POST', f'{TERMINAL}/sale', TAP, 200),
    ('terminal sale known by its invoice', 'POST', f'{TERMINAL}/sale', TAP, 200),
    ('generic terminal sale', 'POST', TERMINAL, but(TAP, invoice='U'), 200),
    ('terminal authorization', 'POST', f'{TERMINAL}/auth', but(TAP, 'type', invoice='V'), 200),
    ('search', 'GET', ANY, None, 200),
    ('search by all', 'GET', f'{ANY}?level=merchant&invoice=A&page=1&page-size=10&isDescending=false'
     '&start-date=2020-01-01%2000:00&end-date=2090-01-01%2000:00%20UTC&type=SALE&last-four=1111&amount=25.00'
     '&status=approved', None, 200),
    ('search for nothing', 'GET', f'{ANY}?invoice=NOWHERE', None, 200),
    ('search by an odd status', 'GET', f'{ANY}?status=odd', None, 400),
    ('open batch', 'GET', BATCH, None, 200),
    ('open batches', 'GET', '/rest/v2/batches?status=OPEN&level=merchant', None, 200),
    ('close the batch', 'PUT', BATCH, {'software-type': 'test', 'lastBatchClosedRequiredInResponse': True}, 200),
    ('all batches', 'GET', '/rest/v2/batches', None, 200),
    ('token', 'POST', TOKENS, {'card': '5499740000000057', 'exp-date': '1239', 'description': 'Ann'}, 200),
    ('tokens', 'GET', TOKENS, None, 200),
    ('tokens of a customer', 'GET', '/rest/v2/customers/P-9/tokens', None, 200),
    ('unknown token', 'GET', f'{TOKENS}/1100000000000000000', None, 404),
    ('pay page', 'GET', '/paylink/front-desk?amount=41.33&invoice=P&client-name=Ann%20Lee', None, 200),
    ('pay page by merchant', 'GET', '/paylink/650000009876/88120002?amount=41.33', None, 200),
    ('pay page of nobody', 'GET', '/paylink/nowhere', None, 404),
] + [
    # Declines in both shapes, as the seed has them.
    (f'decline at {amount}', 'POST', SALE, but(CHARGE, amount=amount), 400 if amount == '0.14' else 402)
    for amount in ('0.01', '0.03', '0.05', '0.09', '0.14', '0.21', '0.48', '0.54')
]

# Against the contract, each in one way. None of them may reach the sandbox.
BAD = [
    ('no amount', 'POST', SALE, but(CHARGE, 'amount')),
    ('amount as a number', 'POST', SALE, but(CHARGE, amount=25)),
    ('amount without cents', 'POST', SALE, but(CHARGE, amount='25')),
    ('negative amount', 'POST', SALE, but(CHARGE, amount='-25.00')),
    ('misspelt member', 'POST', SALE, but(CHARGE, invoce='A')),
    ('no software-type', 'POST', SALE, but(CHARGE, 'software-type')),
    ('no card', 'POST', SALE, but(CHARGE, 'card')),
    ('expiry with a slash', 'POST', SALE, but(CHARGE, exp_date='12/39')),
    ('generic sale without type', 'POST', ANY, but(CHARGE, 'type')),
    ('unknown type', 'POST', ANY, but(CHARGE, type='GIFT')),
    ('authorization called a refund', 'POST', f'{ANY}/auth', but(CHARGE, type='REFUND')),
    ('void without id', 'POST', f'{ANY}/void', {'type': 'VOID'}),
    ('void with an amount', 'POST', f'{ANY}/void', {'type': 'VOID', 'id': '1', 'amount': '1.00'}),
    ('void of a number', 'POST', ANY, {'type': 'VOID', 'id': 1}),
    ('refund of a word', 'POST', f'{ANY}/refund', {'type': 'REFUND', 'id': 'x'}),
    ('refund with an odd amount', 'POST', f'{ANY}/refund', {'type': 'REFUND', 'id': '1', 'amount': '1.5'}),
    ('capture without id', 'POST', f'{ANY}/capture', {'type': 'CAPTURE'}),
    ('terminal sale with a card', 'POST', f'{TERMINAL}/sale', but(TAP, card='4111111111111111')),
    ('terminal sale without invoice', 'POST', f'{TERMINAL}/sale', but(TAP, 'invoice')),
    ('terminal check of an odd field', 'POST', f'{TERMINAL}/sale', but(TAP, check_field='amount')),
    ('terminal sale without type', 'POST', TERMINAL, but(TAP, 'type')),
    ('terminal authorization without amount', 'POST', f'{TERMINAL}/auth', but(TAP, 'amount')),
    ('unknown level', 'GET', f'{ANY}?level=country', None),
    ('page zero', 'GET', f'{ANY}?page=0', None),
    ('date of no known form', 'GET', f'{ANY}?start-date=yesterday', None),
    ('id of letters', 'GET', f'{ANY}?id=abc', None),
    ('unknown batch status', 'GET', '/rest/v2/batches?status=ODD', None),
    ('batch with a misspelt member', 'PUT', BATCH, {'software': 'test'}),
    ('minutes beyond the range', 'PUT', DUPLICATES, {'time-range-in-minutes': 61}),
    ('unknown setting', 'POST', DUPLICATES, {'enable': True}),
    ('token without expiry', 'POST', TOKENS, {'card': '5499740000000057'}),
    ('token id too short', 'GET', f'{TOKENS}/11', None),
    ('odd amount on the pay page', 'GET', '/paylink/front-desk?amount=41', None),
]


# The question, and the status its answer has.
REPORTS = [
    ('all closed batches', '', 200),
    ('closed batches by all', '?expectedFundedDate=2026-05-06&merchantNumber=650000009876&pageNumber=1&pageSize=50'
     '&sortBy=desc(MerchantNumber)', 200),
    ('a day without a deposit', '?expectedFundedDate=2026-05-03', 200),
    ('a page beyond the last', '?pageNumber=9&pageSize=1', 200),
    ('a day that is none', '?expectedFundedDate=2026-02-30', 400),
    ('another merchant', '?merchantNumber=1', 403),
    ('an unknown order', '?sortBy=asc(Colour)', 400),
]

BAD_REPORTS = [
    ('a day turned round', '?expectedFundedDate=05/06/2026'),
    ('page zero of the report', '?pageNumber=0'),
    ('pages of no rows', '?pageSize=0'),
    ('an order without direction', '?sortBy=MerchantNumber'),
    ('a merchant of letters', '?merchantNumber=abc'),
]


ACCOUNT = '/2010-04-01/Accounts/{account}'
MESSAGES = f'{ACCOUNT}/Messages.json'
TEXT = {'To': '+12075550142', 'From': '{from}', 'Body': 'Elm’s “Dental”: 100 % & more'}
SERVICE = 'MG5a4db0c000000000000000000000f2e6'

# What, method, path, form, status. {sid} stands for the id of the last text.
GOOD_TEXTS = [
    ('no text yet', 'GET', MESSAGES, None, 200),
    ('text', 'POST', MESSAGES, TEXT, 201),
    ('text by the service', 'POST', MESSAGES, {**but(TEXT, 'From'), 'MessagingServiceSid': SERVICE}, 201),
    ('text to a landline', 'POST', MESSAGES, but(TEXT, To='+12075550000'), 201),
    ('text to nobody', 'POST', MESSAGES, but(TEXT, To='12345'), 400),
    ('text from nobody', 'POST', MESSAGES, but(TEXT, 'From'), 400),
    ('text from another', 'POST', MESSAGES, but(TEXT, From='+12075550199'), 400),
    ('empty text', 'POST', MESSAGES, but(TEXT, 'Body'), 400),
    ('how far it has come', 'GET', f'{ACCOUNT}/Messages/{{sid}}.json', None, 200),
    ('a text that is none', 'GET', f'{ACCOUNT}/Messages/SM{"0" * 32}.json', None, 404),
    ('page of one', 'GET', f'{MESSAGES}?PageSize=1', None, 200),
    ('texts by all', 'GET', f'{MESSAGES}?To=%2B12075550142&From={{from}}&DateSent%3E=2020-01-01T00:00:00Z'
     '&DateSent%3C=2090-01-01T00:00:00Z&PageSize=1000&Page=0', None, 200),
    ('numbers', 'GET', f'{ACCOUNT}/IncomingPhoneNumbers.json?PhoneNumber={{from}}', None, 200),
]

BAD_TEXTS = [
    ('text without a number', 'POST', MESSAGES, but(TEXT, 'To')),
    ('text by a misspelt service', 'POST', MESSAGES, {**but(TEXT, 'From'), 'MessagingServiceSid': 'MG1'}),
    ('text of a misspelt account', 'POST', '/2010-04-01/Accounts/AC1/Messages.json', TEXT),
    ('page of none', 'GET', f'{MESSAGES}?PageSize=0', None),
    ('page too large', 'GET', f'{MESSAGES}?PageSize=1001', None),
    ('texts of no time', 'GET', f'{MESSAGES}?DateSent=yesterday', None),
    ('text by a misspelt id', 'GET', f'{ACCOUNT}/Messages/SM1.json', None),
]
class Caller:
    """Speaks through the proxy, and to the sandbox itself for its control calls."""

    def __init__(self, through):
        self.through = through
        self.last_id = ''

    def call(self, address, method, path, body, key, header='api-key'):
        data = json.dumps(body).replace('{}', self.last_id).encode() if body is not None else None
        request = urllib.request.Request(address + path.replace('{}', self.last_id), data, method=method)
        if data is not None:
            request.add_header('Content-Type', 'application/json')
        if key is not None:
            request.add_header(header, key)
        return self.send(request)

    @staticmethod
    def send(request):
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, answer.headers, answer.read().decode()

    def ask(self, method, path, body, key=None):
        return self.call(self.through.address, method, path, body, key or self.through.key)

    def ask_without_key(self, path):
        return self.call(self.through.address, 'GET', path, None, None)

    def report(self, query, key=None):
        """An empty key: none."""
        key = self.through.access_key if key is None else key
        return self.call(self.through.reporting, 'GET', REPORT + query, None, key or None, 'AccessKey')

    def text(self, method, path, form, key=None):
        """An empty key: none."""
        key = self.through.text_key if key is None else key
        path = path.replace('{account}', self.through.text_account).replace('{sid}', self.last_id)
        path = path.replace('{from}', urllib.parse.quote(self.through.text_from))
        request = urllib.request.Request(self.through.texts + path, method=method)
        if form is not None:
            named = {name: value.replace('{from}', self.through.text_from) for name, value in form.items()}
            request.data = urllib.parse.urlencode(named).encode()
        if key:
            login = base64.b64encode(f'{self.through.text_account}:{key}'.encode()).decode()
            request.add_header('Authorization', f'Basic {login}')
        return self.send(request)

    def control(self, path, body=None):
        _, _, text = self.call(self.through.control, 'GET' if body is None else 'POST', path, body, self.through.key)
        return json.loads(text)


def is_prisms(headers):
    """An answer of prism's own, in place of the sandbox's. Twilio's document has no answers but good ones, so that
    prism has something to say of each refusal, and lets it pass."""
    return 'problem+json' in headers.get('Content-Type', '')


def is_violation(headers):
    return is_prisms(headers) or 'sl-violations' in headers


def check_good(tap, caller):
    shapes = set()
    for name, method, path, body, wanted in GOOD:
        status, headers, text = caller.ask(method, path, body)
        tap.point(status == wanted and not is_violation(headers), name, f'{status}, not {wanted}: {text[:1000]}')
        if 'json' not in headers.get('Content-Type', '') or is_violation(headers):
            continue
        payload = json.loads(text)['payload']
        if status == 200 and payload['payloadType'] == 'transaction':
            caller.last_id = payload['transaction']['id']
        if status == 402 and name.startswith('decline'):
            shapes.add(payload['payloadType'])
    tap.point(shapes == {'transaction', 'error'}, 'declines came in both shapes', str(shapes))


def check_bad(tap, caller):
    before = caller.control('/state')['transactions']
    for name, method, path, body in BAD:
        status, headers, text = caller.ask(method, path, body)
        tap.point(status == 422 and is_violation(headers), name, f'{status}: {text[:1000]}')
    tap.point(caller.control('/state')['transactions'] == before, 'none of these got through')


def check_keys(tap, caller):
    status, headers, text = caller.ask_without_key(ANY)
    tap.point(status == 401 and is_violation(headers), 'no key', f'{status}: {text}')
    status, headers, text = caller.ask('GET', ANY, None, key='guessed')
    tap.point(status == 401 and not is_violation(headers), 'another key', f'{status}: {text}')


def check_wrong_answers(tap, caller):
    """A proxy that lets every answer pass would prove nothing."""
    caller.control('/faults', {'faults': 'not-json@GET=#1'})
    status, headers, text = caller.ask('GET', ANY, None)
    tap.point(status == 500 and is_violation(headers), 'an answer that is no JSON', f'{status}: {text}')
    caller.control('/faults', {'faults': '500-after@GET=#1'})
    status, headers, text = caller.ask('GET', ANY, None)
    tap.point(status == 500 and not is_violation(headers), 'an error in good form', f'{status}: {text}')
    caller.control('/faults', {'faults': ''})


def live_a_month(caller):
    """Two terminals sell, give back and are charged back, with one brand paid out elsewhere."""
    caller.control('/terms', {'conveyed': 'DISCOVER', 'oddities': 'split@2026-05-04,chargeback-won@2026-05-05'})
    for day in ('2026-05-04', '2026-05-05', '2026-05-08'):
        caller.control('/clock', {'now': f'{day}T15:00:00Z'})
        for card in ('4111111111111111', '6011111111111117', '378282246310005', '5499740000000057'):
            body = but(CHARGE, card=card, invoice=day + card, amount='1234.50')
            _, _, text = caller.ask('POST', SALE, body)
        caller.last_id = json.loads(text)['payload']['transaction']['id']
    caller.control('/clock', {'now': '2026-05-09T15:00:00Z'})
    caller.ask('POST', f'{ANY}/refund', {'type': 'REFUND', 'id': '{}', 'amount': '5.00'})
    caller.control('/clock', {'now': '2026-06-01T15:00:00Z'})


def check_reports(tap, caller):
    live_a_month(caller)
    for name, query, wanted in REPORTS:
        status, headers, text = caller.report(query)
        tap.point(status == wanted and not is_violation(headers), name, f'{status}, not {wanted}: {text[:1000]}')
    for name, query in BAD_REPORTS:
        status, headers, text = caller.report(query)
        tap.point(status == 422 and is_violation(headers), name, f'{status}: {text[:1000]}')
    _, _, text = caller.report('')
    rows = json.loads(text)['merchantClosedBatches']
    names = {row['terminalName'].rstrip('0123456789').strip() for row in rows if row['terminalID'] == '0000'}
    tap.point(names == {'CHARGEBACK', 'CHARGEBACK REVERSAL'}, 'adjustments are among them', str(names))
    tap.point(any(row['conveyedCount'] != '0' for row in rows), 'and what is paid out elsewhere')
    tap.point(any(row['depositAmount'].startswith('-') for row in rows), 'and a deposit below zero')

    status, headers, text = caller.report('', key='')
    tap.point(status == 401 and is_violation(headers), 'no AccessKey', f'{status}: {text}')
    status, headers, text = caller.report('', key='guessed')
    tap.point(status == 401 and not is_violation(headers), 'another AccessKey', f'{status}: {text}')


def check_texts(tap, caller):
    for name, method, path, form, wanted in GOOD_TEXTS:
        status, headers, text = caller.text(method, path, form)
        wrong = is_violation(headers) if wanted < 400 else is_prisms(headers)
        tap.point(status == wanted and not wrong, name, f'{status}, not {wanted}: {text[:1000]}')
        if status == 201:
            caller.last_id = json.loads(text)['sid']
    for name, method, path, form in BAD_TEXTS:
        status, headers, text = caller.text(method, path, form)
        tap.point(status == 422 and is_violation(headers), name, f'{status}: {text[:1000]}')

    _, headers, text = caller.text('GET', f'{MESSAGES}?PageSize=1', None)
    following = json.loads(text)['next_page_uri']
    _, headers, text = caller.text('GET', following, None)
    tap.point(len(json.loads(text)['messages']) == 1 and not is_violation(headers), 'the next page', text[:1000])
    status, headers, text = caller.text('GET', MESSAGES, None, key='')
    tap.point(status == 401 and is_violation(headers), 'no text key', f'{status}: {text}')
    status, headers, text = caller.text('GET', MESSAGES, None, key='guessed')
    tap.point(status == 401 and not is_prisms(headers), 'another text key', f'{status}: {text}')


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        through = peer.Peer(sys.argv[1], f'{folder}/sandbox.db', ['--seed=7', '--terminal-mode=tap:0'])
        caller = Caller(through)
        try:
            check_good(tap, caller)
            check_bad(tap, caller)
            check_keys(tap, caller)
            check_wrong_answers(tap, caller)
            check_reports(tap, caller)
            check_texts(tap, caller)
        finally:
            tap.point(through.close(), 'the sandbox ended well')
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
