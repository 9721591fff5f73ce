import type { Call } from '../calls/call.ts';
import type { Phase } from '../calls/phase.ts';
import type { CallTaskOrder } from '../voice-queue.ts';
import type { VoiceServices } from '../voice-services.ts';
import type { WaitingLine, WaitingPlace } from '../waiting-line.ts';
import type { WebhookParameters } from '../webhooks.ts';

/** TaskRouter's own reason for a task whose caller is gone. */
const HANGUP = 'hangup';

/** A call in a queue: its place in the line, its task, and the agent who takes it. */
export class QueuedCall {
  readonly line: WaitingLine;
  readonly #place: WaitingPlace;
  readonly #taskSid: string;
  readonly #call: Call;
  readonly #services: VoiceServices;
  #leftAtMs: number | undefined;
  #agent: string | undefined;
  #agentLeft = false;
  #listener: (() => void) | undefined;

  /** Throws what the VoiceQueue throws; the caller is then not in the line. */
  constructor(line: WaitingLine, order: CallTaskOrder, call: Call, services: VoiceServices) {
    this.line = line;
    this.#call = call;
    this.#services = services;
    this.#taskSid = services.voiceQueue.createTask(order, {
      accepted: (agent) => this.#accept(agent.name),
      ended: () => {
        this.#agentLeft = true;
        this.#listener?.();
      },
      canceled: (reason) => {
        if (this.#leftAtMs === undefined) call.note('task-canceled', reason);
      },
    });
    this.#place = line.join(services.clock.nowMs());
    call.keepTask(this.#taskSid);
    call.note('enters', `queue ${line.name}`);
  }

  /** Parameters of every request to the waitUrl. */
  waitParameters(): WebhookParameters {
    return {
      ...this.parameters(),
      QueuePosition: String(this.line.position(this.#place)),
      AvgQueueTime: String(this.line.averageSeconds(this.#services.clock.nowMs())),
      CurrentQueueSize: String(this.line.size),
      MaxQueueSize: String(this.line.maxSize),
    };
  }

  parameters(): WebhookParameters {
    const untilMs = this.#leftAtMs ?? this.#services.clock.nowMs();
    return {
      QueueSid: this.line.queueSid,
      QueueTime: String(Math.floor((untilMs - this.#place.enteredAtMs) / 1000)),
    };
  }

  /** Subscribes to the agent's acceptance. */
  readonly onAgent = (resolve: (ending: 'bridged') => void): (() => void) => {
    this.#listener = () => resolve('bridged');
    return () => {
      this.#listener = undefined;
    };
  };

  /** Lasts until the agent hangs up. */
  async talk(phase: Phase): Promise<void> {
    this.#call.connectAgent(this.#agent ?? '');
    await phase.until<void>((resolve) => {
      if (this.#agentLeft) resolve();
      this.#listener = resolve;
      return () => {
        this.#listener = undefined;
      };
    });
    this.#call.note('disconnected', 'the agent hung up');
    this.#call.partyThatLeft = 'agent';
    this.#call.moveTo('listening');
  }

  leave(task: 'cancel-task' | 'keep-task'): void {
    this.#departLine();
    if (task === 'cancel-task') this.#services.voiceQueue.cancelTask(this.#taskSid, HANGUP);
    this.#call.note('leaves', `queue ${this.line.name}`);
    if (!this.#call.isOver) this.#call.moveTo('listening');
  }

  /** The caller hung up, waiting or talking. */
  abandon(): 'hangup' | 'bridged' {
    if (this.#agent === undefined) {
      this.leave('cancel-task');
      return 'hangup';
    }
    this.#services.voiceQueue.endConversation(this.#taskSid);
    return 'bridged';
  }

  #accept(agent: string): void {
    if (this.#leftAtMs !== undefined) {
      // The caller is gone, so the agent hangs up again.
      this.#services.voiceQueue.endConversation(this.#taskSid);
      return;
    }
    this.#agent = agent;
    this.#departLine();
    this.#listener?.();
  }

  #departLine(): void {
    this.line.leave(this.#place);
    this.#leftAtMs ??= this.#services.clock.nowMs();
  }
}
