// mail-server.js: a mail server that refuses, puts off, hangs up and wants to be signed in to
//
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Usage: mail-server.js CERTIFICATE starttls|tls METHOD,…
//
// It says {"port": …} and then what happens, a JSON object a line. It ends when standard input does.

const fs = require('fs');
const { SMTPServer } = require('smtp-server');

const [, , path, security, methods] = process.argv;
const pem = fs.readFileSync(path);
const seen = new Set();

const say = (object) => process.stdout.write(JSON.stringify(object) + '\n');

const refuse = (code, words) => Object.assign(new Error(words), { responseCode: code });

// Who is put off is taken the second time, as by greylisting.
const answer = (name) => {
  if (name === 'bounce') return refuse(550, 'No such user here');
  if (name === 'defer' && !seen.has(name)) return seen.add(name) && refuse(451, 'Come again later');
  return null;
};

const server = new SMTPServer({
  secure: security === 'tls',
  key: pem,
  cert: pem,
  authMethods: methods.split(','),
  size: 4 * 1024 * 1024,
  onConnect (session, done) {
    say({ event: 'connect' });
    done();
  },
  onAuth (auth, session, done) {
    const good = auth.username === 'practice' && (auth.password === 'sésame' || auth.accessToken === 'tök3n');
    say({ event: 'sign-in', method: auth.method, good, secure: session.secure });
    done(good ? null : refuse(535, 'Authentication failed'), { user: auth.username });
  },
  onRcptTo (address, session, done) {
    const name = address.address.split('@')[0];
    // Never answered.
    if (name !== 'slow') done(answer(name));
  },
  onData (stream, session, done) {
    const name = session.envelope.rcptTo[0].address.split('@')[0];
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      if (stream.sizeExceeded) return done(refuse(552, 'Too large'));
      say({
        event: 'mail',
        from: session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map((to) => to.address),
        content: Buffer.concat(parts).toString('base64')
      });
      if (name !== 'drop') return done();
      for (const connection of server.connections) {
        if (connection.session.id === session.id) connection._socket.destroy();
      }
    });
  }
});

server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.on('end', () => process.stdout.write('', () => process.exit(0))).resume();
