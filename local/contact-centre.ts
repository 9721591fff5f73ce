import type { Configuration } from '../lambdas/domain/queue-config.ts';
import type { MonitoredFunction } from '../lib/monitoring/metric-source.ts';
import { ApiGateway, type ApiGatewayOptions } from './aws/gateway/api-gateway.ts';
import type { LambdaHost } from './aws/lambda/lambda-host.ts';
import { LambdaLogs } from './aws/lambda/lambda-logs.ts';
import { Sampling } from './aws/lambda/sampling-schedule.ts';
import { shiftDate } from './aws/lambda/virtual-date.ts';
import { LogsInsights } from './aws/logs/logs-insights.ts';
import { Monitor } from './aws/metrics/monitor.ts';
import { controlApi } from './console/control/control-api.ts';
import type { Controls } from './console/control/controls.ts';
import { consolePage } from './console/server/page.ts';
import { openPublicServer, type PublicServer } from './console/server/public-server.ts';
import type { SimulatedMindful } from './mindful/simulated-mindful.ts';
import type { CallRecord } from './twilio/calls/call.ts';
import { SimulatedCredentials } from './twilio/simulated-credentials.ts';
import { CleanUps } from './wiring/clean-ups.ts';
import { startConsole } from './wiring/start-console.ts';
import { startMindful } from './wiring/start-mindful.ts';
import { type RunningService, startService } from './wiring/start-service.ts';
import { type Elsewhere, type RunningTwilio, startTwilio } from './wiring/start-twilio.ts';
import { serviceOrigin, twilioAccount } from './wiring/twilio-account.ts';
import { VirtualClock } from './world/clock/clock.ts';
import { LiveClock } from './world/clock/live-clock.ts';
import { Faults } from './world/faults/faults.ts';
import { WebhookPost } from './world/faults/webhook-faults.ts';
import { Floors } from './world/floors/floors.ts';
import { listenerOf } from './world/loopback-server.ts';

export const defaultAuthToken = '0123456789abcdef0123456789abcdef';

export interface ContactCentreOptions {
  configuration: Configuration;
  /** 0, the default, takes any free port. */
  port?: number;
  authToken?: string;
  /** The service knows no auth token: a SharedKey signs its webhooks, and an API key authorises its requests. */
  withoutAuthToken?: boolean;
  /** Virtual seconds per real second; at 0, the default, time moves only by `clock.advance`. */
  speed?: number;
  /** Virtual time at the start; now by default. */
  startMs?: number;
  /** A folder of built bundles; without it, they are built at the start. */
  bundles?: string;
  /** How many instances of each function take turns; 1 by default. */
  instances?: number;
  /** The same calls at the same times give the same run for the same seed. */
  seed?: number;
  /** How late slow answers are, in real milliseconds; 3000 by default. */
  faultDelayMs?: number;
  /** Numbers and SIP domains whose documents come from another server than the service. */
  elsewhere?: Elsewhere;
}

export interface ContactCentre extends Controls, RunningTwilio, Omit<RunningService, 'lambdas'> {
  /** What the service's Twilio secret holds at the start. */
  twilioSecret: object;
  url: string;
  httpPort: number;
  /**
   * Takes the functions anew in the middle of calls, built from the sources if those have changed. Rejects, and changes
   * nothing, if they cannot be built.
   */
  replaceFunctions: LambdaHost['replace'];
  stop(): Promise<void>;
}

/** Starts everything in this process, one contact centre at a time: it shifts `Date` and sets environment variables. */
export async function startContactCentre(options: ContactCentreOptions): Promise<ContactCentre> {
  const cleanUps = new CleanUps();
  try {
    const server = await openPublicServer(options.port ?? 0);
    cleanUps.add(() => server.close());
    return await assemble(options, server, cleanUps);
  } catch (error) {
    await cleanUps.run();
    throw error;
  }
}

async function assemble(
  options: ContactCentreOptions,
  server: PublicServer,
  cleanUps: CleanUps,
): Promise<ContactCentre> {
  const basis = startBasis(options, cleanUps);
  const { floors, monitor } = basis;
  const serviceHttpOrigin = server.httpOrigin;
  const { mindful, mindfulOrigin, connectMindful } = await startMindful({ ...basis, serviceHttpOrigin });
  const { elsewhere } = options;
  const runningTwilio = await startTwilio({ ...basis, mindful, serviceHttpOrigin, elsewhere });
  const { taskRouterOrigin, twilio } = runningTwilio;
  const { lambdas, ...runningService } = await startService({
    ...basis,
    taskRouterOrigin,
    mindfulOrigin,
    bundles: options.bundles,
    instances: options.instances,
  });
  const invoke = (name: MonitoredFunction, event: unknown) => monitor.noteInvocation(name, lambdas.invoke(name, event));
  const invokeSampler = (event: unknown) => invoke('sampler', event);
  const sampling = new Sampling({ ...basis, invokeSampler, ...runningService });
  floors.open({ ...basis, ...runningTwilio });
  connectMindful({ twilio, sampling });
  const controls = createControls({ ...basis, mindful, sampling, runningTwilio, runningService });
  serve(server, controls, invoke);
  await sampling.start();
  controls.liveClock.setSpeed(options.speed ?? 0);
  const { url, port: httpPort } = server;
  const { twilioSecret } = basis;
  const replaceFunctions: LambdaHost['replace'] = (...asked) => lambdas.replace(...asked);
  const running = { ...controls, ...runningTwilio, ...runningService, replaceFunctions };
  return { ...running, twilioSecret, url, httpPort, stop: () => cleanUps.run() };
}

interface Parts extends ReturnType<typeof startBasis> {
  mindful: SimulatedMindful;
  sampling: Sampling;
  runningTwilio: RunningTwilio;
  runningService: Omit<RunningService, 'lambdas'>;
}

function createControls({ runningTwilio, runningService, ...parts }: Parts): Controls {
  const { queueStates: policies, table } = runningService;
  const { twilio, events: taskRouterEvents } = runningTwilio;
  const listenToCalls = (listener: (call: CallRecord) => void) => parts.floors.listen(listener);
  const liveClock = new LiveClock(parts.clock, (error) => console.error(error));
  parts.cleanUps.add(() => liveClock.stop());
  const numbers = parts.account.numbers.map(({ phoneNumber }) => phoneNumber);
  const basics = { ...parts, twilio, liveClock, numbers, table, policies, floors: parts.floors.byQueue };
  return { ...basics, ...startConsole({ ...basics, taskRouterEvents, listenToCalls }) };
}

/** What everything else is built on. */
function startBasis(options: ContactCentreOptions, cleanUps: CleanUps) {
  const { configuration, authToken = defaultAuthToken, withoutAuthToken = false } = options;
  const { startMs = Date.now(), seed = 1 } = options;
  const { queues } = configuration;
  const account = twilioAccount(configuration);
  const clock = new VirtualClock(startMs);
  cleanUps.add(shiftDate(() => clock.nowMs()));
  const monitor = new Monitor({ configuration, nowMs: () => clock.nowMs(), sinceMs: () => clock.unbrokenSinceMs });
  const logs = new LambdaLogs(() => clock.nowMs());
  logs.listen((entry) => monitor.noteLine(entry));
  const floors = new Floors();
  const faults = new Faults(options.faultDelayMs);
  const webhookPost = new WebhookPost(faults, clock, serviceOrigin);
  const credentials = new SimulatedCredentials(authToken);
  if (withoutAuthToken) credentials.signWith('shared-key');
  const twilioSecret = credentials.secretOfService({ withoutAuthToken });
  return {
    configuration,
    queues,
    credentials,
    twilioSecret,
    seed,
    account,
    clock,
    logs,
    insights: new LogsInsights(logs),
    monitor,
    floors,
    cleanUps,
    faults,
    webhookPost,
  };
}

/** One port for the service's webhooks, the control API and the console. */
function serve(server: PublicServer, controls: Controls, invoke: ApiGatewayOptions['invoke']): void {
  const gateway = new ApiGateway({
    invoke,
    nowMs: () => controls.clock.nowMs(),
    faults: controls.faults,
  });
  const control = listenerOf(controlApi(controls));
  const page = listenerOf(consolePage());
  server.serve((request, response) => {
    const { url = '/' } = request;
    if (/^\/control(?![^/?])/.test(url)) return control(request, response);
    if (/^\/(console\.js|console\.css|favicon\.svg)?(?![^?])/.test(url)) return page(request, response);
    controls.monitor.noteRequest(response);
    return gateway.serve(request, response);
  });
}
