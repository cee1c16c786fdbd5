import { describe, expect, inject, it } from 'vitest';
import { paperRig } from '#e2e/paper.ts';
import { linesAfter } from '#db/queries/tasks.ts';
import { openLog } from './log.ts';

describe('a task\'s log', () => {
  it('is stored in order, numbered, redacted, and only once', async () => {
    await using rig = await paperRig({ databaseUrl: inject('databaseUrl') });
    const { id } = await rig.order();
    const taskId = (await rig.view(id)).tasks[0]?.id ?? 0;
    const log = openLog(rig.client.db, { taskId, attempt: 1, redact: (text) => text.replaceAll('hunter22', '••••••'), flushMs: 0 });
    for (let line = 1; line <= 1200; line++) log.write(line % 2 === 0 ? 'stdout' : 'stderr', `line ${line} hunter22 \0`);
    await log.close();
    const lines = await linesAfter(rig.client.db, taskId, 1, 0);
    expect(lines.map((one) => one.line)).toEqual(Array.from({ length: 1200 }, (_, at) => at + 1));
    expect(lines[1]).toMatchObject({ stream: 'stdout', text: 'line 2 •••••• \uFFFD' });
  });

  it('that grows too long keeps its head and its tail, says what is left out, and never numbers backwards', async () => {
    await using rig = await paperRig({ databaseUrl: inject('databaseUrl') });
    const { id } = await rig.order();
    const taskId = (await rig.view(id)).tasks[0]?.id ?? 0;
    const log = openLog(rig.client.db, { taskId, attempt: 1, redact: (text) => text, cap: 400 });
    log.write('stdout', 'first');
    log.write('stdout', 'x'.repeat(250));
    for (let line = 3; line <= 500; line++) log.write('stdout', line % 2 === 0 ? '' : `line ${line}`);
    await log.close();
    const lines = await linesAfter(rig.client.db, taskId, 1, 0);
    expect(lines[0]?.text).toBe('first');
    expect(lines.at(-1)?.line).toBe(500);
    const note = lines.findIndex((one) => one.stream === 'note');
    expect(note).toBe(1);
    expect(lines[note]?.text).toBe(`… ${500 - lines.length + 1} lines left out …`);
    expect(lines.reduce((sum, one) => sum + one.text.length, 0)).toBeLessThan(600);
  });

  it('holds what an attempt sent and how it ended', async () => {
    await using rig = await paperRig({ databaseUrl: inject('databaseUrl') });
    rig.worker();
    const { id } = await rig.order();
    const view = await rig.until(id, (now) => now.service.state === 'active');
    const task = view.tasks.find((one) => one.action === 'web.addUser');
    const lines = await linesAfter(rig.client.db, task?.id ?? 0, 1, 0);
    expect(lines.map((one) => one.stream)).toEqual(['command', 'command', 'command', 'command', 'note']);
    expect(lines.at(-1)?.text).toBe('Done');
  });
});
