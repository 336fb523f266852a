/** How results name an object: "Deployment/shop/web"; "Node/worker-1" where it has no namespace. */
export function objectName(kind: string, namespace: string | undefined, name: string | undefined): string {
  return namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`;
}
