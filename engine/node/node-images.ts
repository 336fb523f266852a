/** The images on one node: those its object names, and those pulled during the run. */
import type { NodeV1 } from '../objects/index.js';
import { canonicalName, repositoryOf } from './image-name.js';

const noImages: ReadonlySet<string> = new Set();

export class NodeImages {
  private pulledImages: Set<string> | null = null;
  private repositories: Set<string> | null = null;

  /** Pulled during the run, in the order they came. */
  get pulled(): ReadonlySet<string> {
    return this.pulledImages ?? noImages;
  }

  /** Whether the image is there; the name is canonical. */
  has(image: string, node: NodeV1 | null): boolean {
    return this.pulled.has(image) || someImage(node, (name) => canonicalName(name) === image);
  }

  /** Whether some image of the repository is there, whose layers need not be fetched again. */
  hasRepository(repository: string, node: NodeV1 | null): boolean {
    return (
      this.repositories?.has(repository) === true ||
      someImage(node, (name) => repositoryOf(canonicalName(name)) === repository)
    );
  }

  /** False where it was pulled before. */
  add(image: string): boolean {
    if (this.pulled.has(image)) return false;
    this.pulledImages ??= new Set();
    this.repositories ??= new Set();
    this.pulledImages.add(image);
    this.repositories.add(repositoryOf(image));
    return true;
  }
}

/** Whether a name in the node's own list of images passes. */
function someImage(node: NodeV1 | null, passes: (name: string) => boolean): boolean {
  for (const { names } of node?.status?.images ?? []) if (names?.some(passes)) return true;
  return false;
}
