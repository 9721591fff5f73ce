import { workOnThread } from '../../local/world/thread-work.ts';
import { playRun } from './runs.ts';

workOnThread(playRun);
