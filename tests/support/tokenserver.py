"""tokenserver.py: a token server (RFC 6749, 6) of the test's own, on a free port of the loopback.

What becomes of a question is said by its client:
  desk        a token for an hour
  rotating    and a new refresh token each time, the one before being good no more
  brief       a token for a minute
  endless     nothing is said of its end
  early       the first token is none for the mail server
  never       likewise each
  mac         tokens of another kind
  truncated   half an answer, and a page instead of one, and one that begins another line in the talk
  page
  crooked
  busy        503
  once        busy after the first token
  public      like desk, without a secret
"""

import http.server
import json
import os
import threading
import urllib.parse

CLIENT_SECRET = 'client sésame'
REFRESH_TOKEN = 'refresh-0'


class TokenServer:
    """Runs on threads of its own until it is closed; keeps each question as FOLDER/1.form, 2.form …"""

    def __init__(self, folder=None):
        self.folder = folder
        self.refresh_token = REFRESH_TOKEN
        self.good = set()
        self.n = 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode()
                status, text = outer.answer(self.path, self.headers['Content-Type'], body)
                text = text.encode()
                self.send_response(status)
                self.send_header('Content-Type', 'application/json')
                self.send_header('Content-Length', str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *about):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def keep(self, body):
        if self.folder:
            path = os.path.join(self.folder, f'{self.n}.form')
            with open(path + '.part', 'w', encoding='utf-8') as file:
                file.write(body)
            os.rename(path + '.part', path)

    def refuse(self, status, error, description):
        return status, json.dumps({'error': error, 'error_description': description})

    def answer(self, path, kind, body):
        form = {name: values[0] for name, values in urllib.parse.parse_qs(body, strict_parsing=True).items()}
        client = form.get('client_id')
        self.n += 1
        self.keep(body)
        if path != '/token':
            return 404, 'not found'
        if kind != 'application/x-www-form-urlencoded' or form.get('grant_type') != 'refresh_token':
            return self.refuse(400, 'unsupported_grant_type', 'Only refresh_token')
        if form.get('client_secret') != (None if client == 'public' else CLIENT_SECRET):
            return self.refuse(401, 'invalid_client', 'The client secret is wrong')
        if client == 'busy' or (client == 'once' and self.good):
            return 503, 'busy'
        if form.get('refresh_token') != self.refresh_token:
            return self.refuse(400, 'invalid_grant', 'Token has been expired or revoked.')
        return 200, self.grant(client)

    def grant(self, client):
        token = f'token-{self.n}'
        grant = {'access_token': token, 'token_type': 'Bearer', 'expires_in': 60 if client == 'brief' else 3600}
        if client != 'never' and not (client == 'early' and self.n == 1):
            self.good.add(token)
        if client == 'rotating':
            self.refresh_token = grant['refresh_token'] = f'refresh-{self.n}'
        if client == 'endless':
            del grant['expires_in']
        if client == 'mac':
            grant['token_type'] = 'mac'
        if client == 'crooked':
            grant['access_token'] = 'token\r\nRCPT TO:<eve@example.org>'
        text = json.dumps(grant)
        if client == 'page':
            return '<!DOCTYPE html><title>Sign in</title>'
        return text[:len(text) // 2] if client == 'truncated' else text

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
