import { useQuery } from "@tanstack/react-query";
import type { ChannelView } from "../../../src/service/channels/channel-view.ts";
import { useWorld } from "../app/world.ts";

/** Every channel. */
export function useChannels() {
  const { call } = useWorld();
  return useQuery({
    queryKey: ["channels"],
    queryFn: async ({ signal }): Promise<readonly ChannelView[]> =>
      (await (await call("channels", { signal })).json()).items,
  });
}
