// A real SMTP server on loopback for the tests: prints its port, then each mail it takes as one line of JSON.
import { createRequire } from 'node:module';
const { SMTPServer } = createRequire(new URL('../../host/client/', import.meta.url))('smtp-server');
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => { console.log(JSON.stringify({ to: session.envelope.rcptTo.map(r => r.address), mail: Buffer.concat(parts).toString('utf8') })); done(); });
  },
});
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port));
