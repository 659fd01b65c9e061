// A real SMTP server on loopback for the tests. It prints its port, then each mail it takes as one line of JSON.
// Its one argument is JSON: { tls: "none" | "starttls" | "implicit", key, cert, user, password, answers }; answers are
// refusals by address, { "a@example.org": ["451 text"] }, given one after the other before the address is taken.
import { createRequire } from 'node:module';
const { SMTPServer } = createRequire(new URL('../../../host/client/', import.meta.url))('smtp-server');
const wanted = JSON.parse(process.argv[2] ?? '{}');
const protectedBy = wanted.tls ?? 'none';
const refusal = answer => Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
const disabledCommands = [];
if (protectedBy !== 'starttls') disabledCommands.push('STARTTLS');
if (!wanted.user) disabledCommands.push('AUTH');
const server = new SMTPServer({
  secure: protectedBy === 'implicit',
  key: wanted.key,
  cert: wanted.cert,
  authOptional: !wanted.user,
  allowInsecureAuth: true,
  disabledCommands,
  disableReverseLookup: true,
  logger: false,
  onAuth({ username, password }, session, done) {
    const right = username === wanted.user && password === wanted.password;
    if (right) done(null, { user: username }); else done(new Error('user unknown or password wrong'));
  },
  onRcptTo({ address }, session, done) {
    const answer = wanted.answers?.[address]?.shift();
    done(answer ? refusal(answer) : null);
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      const taken = {
        to: session.envelope.rcptTo.map(r => r.address),
        secure: session.secure,
        user: session.user ?? null,
        mail: Buffer.concat(parts).toString('base64'),
      };
      console.log(JSON.stringify(taken));
      done();
    });
  },
});
// A client that breaks the connection off, as one does that distrusts the certificate, is no fault of the server's.
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
