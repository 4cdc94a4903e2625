/** Where an instance's graph is published to, as the API shows it. */
export interface TargetView {
  readonly apiUrl: string;
  readonly account: string;
  readonly integrationInstanceId: string | null;
  readonly scope: string | null;
  readonly afterRun: boolean;
  /** A publication is wanted as soon as may be. */
  readonly asked: boolean;
}
