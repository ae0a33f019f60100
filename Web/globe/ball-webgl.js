/** The Earth's ball drawn by three.js, when the set-up fetched it into Web/vendor and the browser has WebGL. */
import { isInstalled } from "../core/vendor.js";
import { DAY_LIGHT, NIGHT_LIGHT, TWILIGHT_SINES, paintSkin } from "./ball.js";
import { FIELD_OF_VIEW_DEG } from "./camera.js";

const FILE = "three.module.js";
let loading = null;

/** The library, or null where it is not installed or does not run. */
export async function threeIfInstalled() {
    if (!await isInstalled(FILE)) return null;
    loading ??= import(`/assets/vendor/${FILE}`).then((library) => library.THREE ?? null, () => null);
    return loading;
}

const VERTEX = `
    varying vec2 place;
    varying vec3 outward;
    void main() {
        place = uv;
        outward = normal;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
    }`;
const FRAGMENT = `
    uniform sampler2D skin;
    uniform vec3 sun;
    uniform vec2 twilight;
    uniform vec2 light;
    varying vec2 place;
    varying vec3 outward;
    void main() {
        float day = smoothstep(twilight.x, twilight.y, dot(normalize(outward), sun));
        gl_FragColor = vec4(texture2D(skin, place).rgb * mix(light.x, light.y, day), 1.0);
    }`;

/** A canvas with the ball alone. */
export class WebGLBall {
    /**
     * @param {Object} THREE
     * @param {() => void} onLost the graphics were taken away
     * @throws where the browser gives no WebGL
     */
    constructor(THREE, onLost) {
        this.kind = "webgl";
        this.THREE = THREE;
        this.renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true });
        this.node = this.renderer.domElement;
        this.node.addEventListener("webglcontextlost", onLost);
        this.camera = new THREE.PerspectiveCamera(FIELD_OF_VIEW_DEG, 1, 0.05, 40);
        this.camera.up.set(0, 0, 1);
        this.scene = new THREE.Scene();
        this.material = new THREE.ShaderMaterial({ vertexShader: VERTEX, fragmentShader: FRAGMENT, uniforms: {
            skin: { value: null }, sun: { value: new THREE.Vector3(1, 0, 0) },
            twilight: { value: new THREE.Vector2(...TWILIGHT_SINES) },
            light: { value: new THREE.Vector2(NIGHT_LIGHT, DAY_LIGHT) } } });
        // three.js has the pole along y; ours is along z.
        const ball = new THREE.SphereGeometry(1, 192, 96).rotateX(Math.PI / 2);
        this.scene.add(new THREE.Mesh(ball, this.material));
    }

    setCoastlines(coastlines) {
        const { uniforms } = this.material;
        uniforms.skin.value?.dispose();
        uniforms.skin.value = new this.THREE.CanvasTexture(paintSkin(coastlines));
        uniforms.skin.value.anisotropy = this.renderer.capabilities.getMaxAnisotropy();
    }

    setSize(width, height, ratio) {
        this.renderer.setPixelRatio(ratio);
        this.renderer.setSize(width, height, false);
        this.camera.aspect = width / height;
        this.camera.updateProjectionMatrix();
    }

    /** @param {import("./camera.js").Camera} camera @param {[number, number, number]} sun unit vector */
    draw(camera, sun) {
        if (!this.material.uniforms.skin.value) return;
        this.material.uniforms.sun.value.set(...sun);
        this.camera.position.set(...camera.eye);
        this.camera.lookAt(0, 0, 0);
        this.renderer.render(this.scene, this.camera);
    }

    destroy() {
        this.material.uniforms.skin.value?.dispose();
        this.material.dispose();
        this.renderer.dispose();
        this.node.remove();
    }
}
