/* What an app of one's own imports: the package's entry. */
export {
  CallbackService,
  type CallbackServiceProps,
  type CallbackServiceSettings,
} from './callback-service.ts';
