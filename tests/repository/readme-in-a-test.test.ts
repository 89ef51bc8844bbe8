// The lines of README's "In a test" and "Make it fail", and of CONTRIBUTING's "Write a lifecycle" do what they say.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { Client } from '../client.ts';
import { listening } from '../listening.ts';
import { flowsCatalogue, ownFixtures, scratchFolder } from '../own-fixtures.ts';
import { root } from './project-files.ts';

/** The first code block of a language below a heading. */
function blockOf(file: string, heading: string, language: string): string {
  const [, section = ''] = readFileSync(join(root, file), 'utf8').split(`\n## ${heading}\n`);
  const [, block = ''] =
    section.split('\n## ')[0]?.match(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``)) ?? [];
  return block;
}

test('the lines that take an instance through a waiting task run as they stand', async () => {
  const lines = blockOf('README.md', 'In a test', 'js');
  expect(lines.split('\n').filter((line) => /^(const|await|assert|\})/.test(line)).length).toBeGreaterThan(9);
  const server = await listening();
  try {
    const file = join(scratchFolder(), 'readme.mjs');
    writeFileSync(file, lines.replace('http://127.0.0.1:4010', server.url));
    await promisify(execFile)(process.execPath, [file]);
    const { body } = await new Client(server.url)
      .world('approval-after-three-days')
      .admin('GET', '/instances?state=completed');
    expect(body.items).toHaveLength(1);
  } finally {
    await server.close();
  }
});

test('the lines that lose an answer run as they stand', async () => {
  const server = await listening();
  try {
    const file = join(scratchFolder(), 'lost-answer.mjs');
    const lines = blockOf('README.md', 'Make it fail', 'js');
    writeFileSync(file, lines.replace('http://127.0.0.1:4010', server.url));
    await promisify(execFile)(process.execPath, [file]);
    const { body } = await new Client(server.url).world('lost-answer').admin('GET', '/faults');
    expect(body).toMatchObject([{ fault: 'reset', matched: 2, fired: 1 }]);
  } finally {
    await server.close();
  }
});

test('the lifecycle that shows how to write one lives', async () => {
  const fixtures = ownFixtures({
    'apptor/lifecycles/two-eyes.yaml': blockOf('CONTRIBUTING.md', 'Write a lifecycle', 'yaml'),
    'apptor/catalogue.yaml': flowsCatalogue([{ id: 'mine', lifecycle: 'two-eyes' }]),
    'apptor/instances.yaml': '[]\n',
  });
  const server = await listening({ fixtures });
  try {
    const client = new Client(server.url);
    await client.freeze();
    const id = await client.run('mine');
    await client.advance('PT5S');
    await client.task(id, 'review-step', 'COMPLETE', { approved: false });
    expect(await client.state(id)).toBe('check');
    await client.advance('PT5S');
    await client.task(id, 'review-step', 'COMPLETE', { approved: true });
    expect((await client.look(id)).body).toMatchObject({ stateCd: 1, data: { reviewed: true } });
    const late = await client.run('mine');
    expect(
      (await client.admin('GET', `/instances/${late}?state=failed&skip=true`)).body.timeline,
    ).toHaveLength(3);
  } finally {
    await server.close();
  }
});
