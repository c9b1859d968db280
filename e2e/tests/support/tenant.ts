/** A user and projects that belong to one test. */

import { randomBytes } from 'node:crypto';
import { Cinder } from './cinder.ts';
import { authenticate, type Credentials, type EndpointGroup, type KeystoneAdmin, type Role } from './keystone.ts';

export interface TenantOptions {
  /** How many projects the user is in; 1 unless told. */
  projects?: number;
  /** What the projects' catalogs hold; one region unless told. */
  groups?: EndpointGroup[];
  /** The user's role in the projects; `member` unless told. */
  role?: Role;
  /** Whether Cinder lets any role in the projects write, a reader too, as it did up to its release 28. */
  lenient?: boolean;
}

export interface Project {
  id: string;
  name: string;
}

export class Tenant implements Credentials {
  readonly user: string;
  readonly password: string;
  readonly projects: Project[] = [];
  #userId = '';

  private constructor(
    readonly keystone: KeystoneAdmin,
    readonly tag: string,
  ) {
    this.user = `user-${tag}`;
    this.password = randomBytes(9).toString('base64url');
  }

  static async create(keystone: KeystoneAdmin, options: TenantOptions = {}): Promise<Tenant> {
    const { projects = 1, groups = ['region-one'], role = 'member', lenient = false } = options;
    const tenant = new Tenant(keystone, randomBytes(4).toString('hex'));
    tenant.#userId = await keystone.createUser(tenant);
    for (let number = 1; number <= projects; number += 1) {
      const name = projects === 1 ? `project-${tenant.tag}` : `project-${tenant.tag}-${number}`;
      const id = await keystone.createProject(name, groups, lenient);
      tenant.projects.push({ id, name });
      await keystone.grant(tenant.#userId, role, id);
    }
    return tenant;
  }

  /** The first project. */
  get project(): Project {
    const [first] = this.projects;
    if (!first) throw new Error('This tenant was made without a project.');
    return first;
  }

  /** The block storage API as this user. */
  async cinder(project: Project = this.project): Promise<Cinder> {
    return new Cinder(project.id, await authenticate(this, project.id));
  }

  /** To be granted roles in other projects. */
  get userId(): string {
    return this.#userId;
  }
}
