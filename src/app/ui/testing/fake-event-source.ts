/** A stream of events that says what a test makes it say. */
import type { EventStream } from '../events.ts';

export class FakeEventSource extends EventTarget implements EventStream {
  readyState = 0;

  close(): void {
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  changed(): void {
    this.dispatchEvent(new Event('changed'));
  }

  /** `gone`: the browser does not try again, as after an answer other than 200. */
  lose(kind: 'retrying' | 'gone'): void {
    this.readyState = kind === 'retrying' ? 0 : 2;
    this.dispatchEvent(new Event('error'));
  }
}
