/** An example plugin: fills old nodes first, so that the newest stay empty and an autoscaler can take them away again. */
import { userPlugin } from 'seatrial';

export default userPlugin({
  name: 'NewestNodeLast',
  // It reads nothing of the pod, so that all pods share its scores.
  signs: () => null,
  score: {
    // A score hangs on the node object alone, so that it is kept until that changes.
    dependsOn: 'node-static',
    /** The number at the end of the node's name: nodes are numbered as they join. */
    score: (_pod, node) => Number(/(\d+)$/.exec(node.name)?.[1] ?? 0),
    /** 100 for number 0, 0 for the highest number among the nodes that the pod fits on. */
    normalize(scores) {
      const highest = scores.reduce((most, score) => Math.max(most, score), 1);
      for (let i = 0; i < scores.length; i++) scores[i] = 100 - Math.trunc((100 * scores[i]) / highest);
    },
  },
});
