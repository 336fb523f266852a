/** An example plugin: binds pods by the group, as many as wait at the same time. */
import { success, userPlugin, wait } from 'seatrial';

export default userPlugin('Gang', ['permit'], (args, handle) => {
  const size = args?.size ?? 2;
  return {
    permit() {
      const waiting = handle.calls.waitingPods();
      // The place is reserved: it counts as taken while the pod waits, 30 s at most; then it is given back and the pod tried again.
      if (waiting.length + 1 < size) return { status: wait, timeoutUs: 30e6 };
      for (const other of waiting) handle.calls.allow(other, 'Gang');
      return { status: success };
    },
  };
});
