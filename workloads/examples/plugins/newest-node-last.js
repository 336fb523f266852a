/** An example plugin: keeps fresh nodes for last, by a score that falls with the number in a node's name. */
import { userPlugin } from 'seatrial';

export default userPlugin({
  name: 'NewestNodeLast',
  // Pods of one class may share this plugin's scores: nothing of the pod is read.
  signs: () => null,
  score: {
    // The verdict depends on the node object alone, so it is kept until that changes.
    dependsOn: 'node-static',
    score: (_pod, node) => Number(/(\d+)$/.exec(node.name)?.[1] ?? 0),
    /** 100 for the lowest number, 0 for the highest. */
    normalize(scores) {
      const highest = Math.max(...scores, 1);
      for (let i = 0; i < scores.length; i++) scores[i] = 100 - Math.trunc((100 * scores[i]) / highest);
      return undefined;
    },
  },
});
