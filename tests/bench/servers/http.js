// node:http and nothing else, always the same answer: what nobody on Node can do better than here.
// `node tests/bench/servers/http.js PORT`
import { createServer } from 'node:http';

const answer = '{"uuid":"040a5374-c7e5-4492-bfde-fd2b7e9c39e3","state":"STARTED"}';
const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(answer) };
createServer((req, res) => {
  req.resume().on('end', () => res.writeHead(200, headers).end(answer));
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
