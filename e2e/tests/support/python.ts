/** The Python of the cloud, what its scripts need to know, and how to ask one that stays. */

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT } from './environment.ts';

/** The folder e2e, in which the scripts are run. */
const E2E = path.join(import.meta.dirname, '..', '..');
const PYTHON = path.join(E2E, '.venv', 'bin', 'python');
const CLOUD_ENVIRONMENT = { ...process.env, CINDER_PORT, CLOUD_STATE, KEYSTONE_PORT, PANEL_PORT };

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * `SCRIPT serve`, which reads a JSON object with an id a line and answers with `{"id", "result"}` or `{"id", "error"}`.
 * It is started with the first question and ends with whoever asks, if not before: to start a Python takes longer than
 * most answers.
 */
export class PythonServer {
  #process: ChildProcessByStdio<Writable, Readable, null> | null = null;
  #next = 1;
  #waiting = new Map<number, Waiting>();

  constructor(readonly script: string) {}

  #start() {
    const child = spawn(PYTHON, [this.script, 'serve'], { cwd: E2E, env: CLOUD_ENVIRONMENT, stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, result, error } = JSON.parse(line);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result as never);
      else waiting?.reject(new Error(error));
    });
    const ended = (reason: unknown) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${this.script} ended: ${reason}`));
      this.#waiting.clear();
      this.#process = null;
    };
    child.on('error', ended);
    child.on('exit', ended);
    // Nobody has to stop it: it holds nothing up, and reads no more when this process is gone.
    for (const held of [child, child.stdin as Socket, child.stdout as Socket]) held.unref();
    return child;
  }

  ask<Result>(request: Record<string, unknown>): Promise<Result> {
    this.#process ??= this.#start();
    const id = this.#next++;
    this.#process.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    return new Promise<Result>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  stop(): void {
    this.#process?.kill();
  }
}
