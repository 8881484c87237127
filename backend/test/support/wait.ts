import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds; fails, saying for what it waited, after a generous time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, patienceMs = 50_000): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await holds())) {
        if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
        await pause(25);
    }
}
