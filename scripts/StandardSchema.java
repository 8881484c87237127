import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints one line for each standard object named on the command line: its name, then its fields. A relationship
 * carries the object it leads to (Owner:Name), a child relationship the object of its rows (Contacts:[]Contact).
 * Reads the Apex type checker's own classes; make-standard-schema.ts runs it.
 */
public class StandardSchema {
    private static final String PACKAGE = "com.nawforce.runforce.SObjects.";

    public static void main(String[] names) throws ClassNotFoundException {
        for (String name : names) {
            Map<String, String> fields = new LinkedHashMap<>();
            Class<?> type = Class.forName(PACKAGE + name, false, StandardSchema.class.getClassLoader());
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (isColumn(field)) {
                        fields.putIfAbsent(field.getName(), field.getName() + target(field));
                    }
                }
            }
            System.out.println(name + " " + String.join(" ", fields.values()));
        }
    }

    private static boolean isColumn(Field field) {
        return Modifier.isPublic(field.getModifiers()) && !field.getName().matches("SObjectType|Fields");
    }

    private static String target(Field field) {
        if (field.getGenericType() instanceof ParameterizedType) {
            Type row = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
            return row instanceof Class ? ":[]" + ((Class<?>) row).getSimpleName() : "";
        }
        if (field.getType().isArray()) {
            return ":[]" + field.getType().getComponentType().getSimpleName();
        }
        boolean isRelationship = field.getType().getName().startsWith(PACKAGE);
        return isRelationship ? ":" + field.getType().getSimpleName() : "";
    }
}
