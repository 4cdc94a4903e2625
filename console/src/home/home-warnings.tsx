import { InstanceWarnings } from "../integrations/instance-warnings.tsx";
import { useInstances } from "../integrations/use-instances.ts";

/** What instances need: a secret that ends, or one that is missing. */
export function HomeWarnings() {
  const { data = [] } = useInstances();
  return data.map((instance) => <InstanceWarnings key={instance.id} instance={instance} />);
}
