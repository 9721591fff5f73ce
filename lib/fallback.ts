import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  ImportSource,
  KeyValueStore,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { Configuration } from '../lambdas/domain/queue-config.ts';
import { fallbackCode, fallbackData } from './fallback-code.ts';

/** Never asked: the function answers every request. A distribution must name one. */
const NO_ORIGIN = 'www.example.com';

export interface FallbackProps {
  stage: string;
  configuration: Configuration;
}

function toKeyAndValue([key, value]: [string, unknown]) {
  return { key, value: JSON.stringify(value) };
}

/**
 * What Twilio asks when the webhooks do not answer: TwiML from a function at CloudFront's edge, which has nothing in common
 * with the API, the functions, the table or the region.
 */
export class Fallback extends Construct {
  /** Origin, without a path. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, configuration }: FallbackProps) {
    super(scope, id);
    const data = JSON.stringify({ data: Object.entries(fallbackData(configuration)).map(toKeyAndValue) });
    const { region } = Stack.of(this);
    // CloudFront reads the data when it makes a store, and never again: other data is another store, hence another name.
    const hash = createHash('sha256').update(data).digest('hex').slice(0, 8);
    const keyValueStore = new KeyValueStore(this, 'Queues', {
      keyValueStoreName: `callback-${stage}-${region}-${hash}`,
      comment: 'The queues of the fallback',
      source: ImportSource.fromInline(data),
    });
    const answer = new EdgeFunction(this, 'Answer', {
      // CloudFront has no regions: two stacks of one name in two regions need two names here.
      functionName: `callback-${stage}-${region}-fallback`,
      comment: 'Puts callers into their queue when the service is gone',
      code: FunctionCode.fromInline(fallbackCode(configuration)),
      runtime: FunctionRuntime.JS_2_0,
      keyValueStore,
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Fallback of callback-${stage}`,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin: new HttpOrigin(NO_ORIGIN),
        cachePolicy: CachePolicy.CACHING_DISABLED,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        functionAssociations: [{ function: answer, eventType: FunctionEventType.VIEWER_REQUEST }],
      },
    });
    this.url = `https://${distribution.distributionDomainName}`;
  }
}
